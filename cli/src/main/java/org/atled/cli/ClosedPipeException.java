package org.atled.cli;

/** Nobody reads standard output any more: the command ends, and has nothing to say about it. */
final class ClosedPipeException extends RuntimeException {
  /** As of a process that the signal SIGPIPE, number 13, has ended. */
  static final int EXIT_CODE = 128 + 13;

  private static final long serialVersionUID = 1L;

  ClosedPipeException() {
    super("Standard output was closed by its reader.", null, false, false);
  }
}
