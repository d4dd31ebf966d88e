package org.atled.core.error;

/** A gradient that does not exist or would be wrong. */
public final class GradientException extends AtledException {
  private static final long serialVersionUID = 1L;

  public GradientException(String message) {
    super(message);
  }
}
