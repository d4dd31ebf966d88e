package org.atled.lectures.experiment;

import java.util.Arrays;

/**
 * How long something takes.
 *
 * @param warmUp for so many seconds it runs before that counts, for the JIT compiler to have seen
 *     the code; then it is measured for as long again
 */
record Timing(double warmUp) {
  private static final int RUNS = 5;
  private static final double NANOS = 1e9;

  /** Seconds for one run: the median of {@value #RUNS} measurements. */
  double seconds(Runnable body) {
    int times = 0;
    for (long start = System.nanoTime(); since(start) < warmUp || times == 0; times++) {
      body.run();
    }
    double[] measured = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      int done = 0;
      long start = System.nanoTime();
      for (; done < Math.ceilDiv(times, RUNS); done++) {
        body.run();
      }
      measured[i] = since(start) / done;
    }
    Arrays.sort(measured);
    return measured[RUNS / 2];
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / NANOS;
  }
}
