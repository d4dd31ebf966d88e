package org.atled.core.error;

/** An argument outside its range. */
public final class ArgumentException extends AtledException {
  private static final long serialVersionUID = 1L;

  public ArgumentException(String message) {
    super(message);
  }
}
