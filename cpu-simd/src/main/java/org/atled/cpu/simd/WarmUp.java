package org.atled.cpu.simd;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Counts the work that scalar code has done and hands a trial of the vector code to the {@link
 * Warmer} when there was enough of it. Code that seldom runs never gets there, and needs no
 * vectors.
 */
final class WarmUp {
  /** In elements: some ten microseconds of work. */
  static final long WORTH_WARMING = 1 << 16;

  private final Supplier<Trial> trial;
  private final AtomicBoolean asked = new AtomicBoolean();

  /** Roughly: threads that count at the same time may lose some. */
  private long elements;

  WarmUp(Supplier<Trial> trial) {
    this.trial = trial;
  }

  void count(long more) {
    long sum = elements + more;
    elements = sum;
    if (sum >= WORTH_WARMING && !asked.get() && asked.compareAndSet(false, true)) {
      Warmer.shared().submit(trial.get());
    }
  }
}
