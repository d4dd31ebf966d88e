package org.atled.core.error;

/** A snapshot, a module or a cell that is not what the other side expects. */
public final class StateException extends AtledException {
  private static final long serialVersionUID = 1L;

  public StateException(String message) {
    super(message);
  }
}
