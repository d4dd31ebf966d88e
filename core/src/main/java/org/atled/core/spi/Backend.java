package org.atled.core.spi;

import java.util.List;

/** Runs kernels on one device. Thread-safe: callers come from everywhere at once. */
public interface Backend {
  /** A short name such as {@code cpu}. */
  String name();

  /** What it is made of: threads, vector width, and why; one line for people. */
  String description();

  /** Threads that one kernel may use. */
  int threads();

  /** Whether its loops use the Vector API. */
  boolean simd();

  /**
   * Whether it runs as fast as it will, as far as it knows: false while better code is being
   * compiled and tried out beside. Of interest to those who measure.
   */
  default boolean settled() {
    return true;
  }

  /** Runs the kernel to its end, or only enqueues it where the device has a queue. */
  void run(Kernel kernel);

  /**
   * The kernel, ready to be run again and again: what depends on its operands' places alone is done
   * now. Its operands' storages stay what they are, and at most one thread runs it at a time.
   */
  default Runnable prepare(Kernel kernel) {
    return () -> run(kernel);
  }

  /** Runs tasks of which none touches what another one writes: at the same time, where it can. */
  default void together(List<Runnable> tasks) {
    tasks.forEach(Runnable::run);
  }
}
