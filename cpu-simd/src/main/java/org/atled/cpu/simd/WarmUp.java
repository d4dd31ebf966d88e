package org.atled.cpu.simd;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Counts the work that scalar code has done and hands a trial of the vector code to the {@link
 * Warmer} when there was enough of it. Code that seldom runs never gets there, and needs no
 * vectors.
 */
final class WarmUp {
  private final long worthWarming;
  private final Supplier<Trial> trial;
  private final AtomicBoolean asked = new AtomicBoolean();

  /**
   * Roughly: threads that count at the same time may lose some. Goes on until vectors take over.
   */
  private long sum;

  /**
   * @param worthWarming how much work
   */
  WarmUp(long worthWarming, Supplier<Trial> trial) {
    this.worthWarming = worthWarming;
    this.trial = trial;
  }

  /** How much work scalar code has done by now, as a multiple of what was worth a trial. */
  private double missed() {
    return (double) sum / worthWarming;
  }

  void count(long more) {
    long now = sum + more;
    sum = now;
    if (now >= worthWarming && !asked.get() && asked.compareAndSet(false, true)) {
      Warmer.shared().submit(trial.get(), this::missed);
    }
  }
}
