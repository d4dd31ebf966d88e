package org.atled.core.error;

/** An element type that an operation does not take. */
public final class TypeException extends AtledException {
  private static final long serialVersionUID = 1L;

  public TypeException(String message) {
    super(message);
  }
}
