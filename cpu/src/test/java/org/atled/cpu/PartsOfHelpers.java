package org.atled.cpu;

import java.util.Arrays;

/** What the threads that help with large kernels have done: tests of other modules ask. */
public final class PartsOfHelpers {
  private PartsOfHelpers() {}

  /** How many parts all helpers have run since the process began. */
  public static long run() {
    return Arrays.stream(ThreadPool.shared().helped()).sum();
  }

  /** How many helpers there are: they are hired when first asked for, and stay. */
  public static int helpers() {
    return ThreadPool.shared().helped().length;
  }
}
