package org.atled.core.error;

/** Sizes or axes that do not fit. */
public final class ShapeException extends AtledException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }
}
