package org.atled.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C while a model is trained: the first asks training to end after its step, the second ends
 * the process at once.
 */
final class Interrupts implements AutoCloseable {
  /** Added to the number of the signal that ended a process: 130 for SIGINT, 143 for SIGTERM. */
  private static final int BASE = 128;

  private final AtomicInteger exitCode = new AtomicInteger();
  private final List<Runnable> restore;

  /**
   * Listens until it is closed.
   *
   * @param first runs at the first signal, on a thread of its own
   */
  Interrupts(Runnable first) {
    restore =
        List.of("INT", "TERM").stream()
            .map(name -> Signals.listen(name, number -> received(BASE + number, first)))
            .toList();
  }

  private void received(int code, Runnable first) {
    if (exitCode.compareAndSet(0, code)) {
      first.run();
    } else {
      Runtime.getRuntime().halt(code);
    }
  }

  /** Whether a signal came. */
  boolean requested() {
    return exitCode.get() != 0;
  }

  /** What the process ends with: 0 unless a signal came. */
  int exitCode() {
    return exitCode.get();
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}
