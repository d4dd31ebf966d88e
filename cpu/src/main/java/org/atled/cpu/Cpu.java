package org.atled.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.atled.core.error.ArgumentException;

/**
 * The number of threads that CPU kernels of this process use, the caller's own included. It starts
 * as the system property {@value #THREADS_PROPERTY} or else the processors that the JVM sees, which
 * respects the limits of a container. It changes no result, only the time.
 */
public final class Cpu {
  /** The system property read once, when the number of threads is first needed. */
  public static final String THREADS_PROPERTY = "atled.threads";

  /** More than any machine has; a larger number is a slip. */
  static final int MOST_THREADS = 1024;

  /** 0 until the number is first needed or set. */
  private static final AtomicInteger THREADS = new AtomicInteger();

  private static final AtomicInteger BESIDE = new AtomicInteger();

  private Cpu() {}

  /**
   * The threads that one kernel may use.
   *
   * @throws ArgumentException if the system property holds no such number
   */
  public static int threads() {
    return startedBy(THREADS, () -> startingThreads(System.getProperty(THREADS_PROPERTY, "")));
  }

  /**
   * Changes the number of threads from the next kernel on; kernels that run keep theirs.
   *
   * @throws ArgumentException if it is not 1 to 1,024
   */
  public static void setThreads(int n) {
    THREADS.set(checked(n));
  }

  /**
   * Runs work that goes on beside kernels: they leave it a processor meanwhile. A pool with more
   * threads than processors waits at every kernel for one that does not run.
   */
  public static void beside(Runnable work) {
    BESIDE.incrementAndGet();
    try {
      work.run();
    } finally {
      BESIDE.decrementAndGet();
    }
  }

  /** Of so many threads those that should run now. */
  static int undisturbed(int threads) {
    int beside = BESIDE.get();
    if (beside == 0) {
      return threads;
    }
    return Math.clamp(Runtime.getRuntime().availableProcessors() - beside, 1, threads);
  }

  /** The cell's number, given by start while it is 0; one set meanwhile stays. */
  static int startedBy(AtomicInteger cell, IntSupplier start) {
    int n = cell.get();
    if (n == 0) {
      n = start.getAsInt();
      int meanwhile = cell.compareAndExchange(0, n);
      return meanwhile == 0 ? n : meanwhile;
    }
    return n;
  }

  static int checked(int n) {
    if (n < 1 || n > MOST_THREADS) {
      throw new ArgumentException(
          "The number of threads is " + n + "; it takes 1 to " + MOST_THREADS + ".");
    }
    return n;
  }

  static int startingThreads(String property) {
    if (property.isEmpty()) {
      return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    }
    try {
      return checked(Integer.parseInt(property.strip()));
    } catch (NumberFormatException | ArgumentException e) {
      throw new ArgumentException(
          "System property "
              + THREADS_PROPERTY
              + " is \""
              + property
              + "\"; it takes a whole number from 1 to "
              + MOST_THREADS
              + ", for example -D"
              + THREADS_PROPERTY
              + "=4.");
    }
  }
}
