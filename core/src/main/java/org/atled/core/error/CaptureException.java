package org.atled.core.error;

/** Something that a captured step cannot contain. */
public final class CaptureException extends AtledException {
  private static final long serialVersionUID = 1L;

  public CaptureException(String message) {
    super(message);
  }
}
