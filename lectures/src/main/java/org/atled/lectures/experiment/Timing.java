package org.atled.lectures.experiment;

import java.util.Arrays;

/** How long something takes. */
final class Timing {
  private static final int RUNS = 5;
  private static final double NANOS = 1e9;

  /** Long enough for the JIT compiler to have seen the code, and for the clock to be exact. */
  private static final double ENOUGH = 0.1;

  private Timing() {}

  /**
   * Seconds for one run: the median of {@value #RUNS} measurements, each of as many runs as take a
   * tenth of a second, after as long a time that does not count.
   */
  static double seconds(Runnable body) {
    int times = 1;
    while (seconds(body, times) * times < ENOUGH) {
      times *= 2;
    }
    double[] measured = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      measured[i] = seconds(body, times);
    }
    Arrays.sort(measured);
    return measured[RUNS / 2];
  }

  private static double seconds(Runnable body, int times) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      body.run();
    }
    return (System.nanoTime() - start) / NANOS / times;
  }
}
