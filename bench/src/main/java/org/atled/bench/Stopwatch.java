package org.atled.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.atled.core.spi.Backends;

/** Warms up and takes times. */
final class Stopwatch {
  private static final double WINDOW = 0.25;
  private static final int RECENT = 8;

  /** A window this much faster than all before it means that compiling goes on. */
  private static final double FASTER = 0.97;

  /** Some windows this much slower than one before: code was thrown away, better will come. */
  private static final double SLOWER = 1.2;

  /**
   * Compilers that worked for less than this share of the last windows have made the code that
   * stays. What one compiles counts when it is done, which may take some windows.
   */
  private static final double IDLE = 0.1;

  private static final double NANO = 1e-9;

  private final Effort effort;
  private int next;

  Stopwatch(Effort effort) {
    this.effort = effort;
  }

  /**
   * Seconds of one iteration, a number a repetition, after warming up.
   *
   * @param atLeast iterations in a repetition, unless the effort allows only fewer
   * @param iteration is told its number, from 0 on
   */
  double[] seconds(int atLeast, IntConsumer iteration) {
    int expected = (int) Math.min(Integer.MAX_VALUE, effort.leastRepetition() / warmUp(iteration));
    int count = Math.clamp(expected + 1L, 1, Integer.MAX_VALUE);
    count = Math.min(Math.max(count, atLeast), effort.mostIterations());
    double[] seconds = new double[effort.repetitions()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = run(count, iteration) / count;
    }
    return seconds;
  }

  /**
   * Runs until it gets no faster, the backend has no better code in sight and HotSpot's compilers
   * rest, which take their time from threads that count; gives the seconds of one iteration of the
   * last window.
   */
  double warmUp(IntConsumer iteration) {
    List<Double> windows = new ArrayList<>();
    List<Double> compiling = new ArrayList<>();
    double spent = 0;
    do {
      double compiled = compiled();
      double window = 0;
      int count = 0;
      do {
        window += run(1, iteration);
        count++;
      } while (window < Math.min(WINDOW, effort.mostWarmUp()));
      spent += window;
      windows.add(window / count);
      compiling.add((compiled() - compiled) / window);
    } while (spent < effort.leastWarmUp()
        || (spent < effort.mostWarmUp()
            && !(Backends.current().settled() && rest(compiling) && isSettled(windows))));
    return windows.getLast();
  }

  /** Whether compilers, of which these are the shares of all windows, did little in the last. */
  static boolean rest(List<Double> compiling) {
    int before = Math.max(0, compiling.size() - RECENT);
    return compiling.subList(before, compiling.size()).stream().mapToDouble(x -> x).sum()
        < IDLE * RECENT;
  }

  /** Seconds for which HotSpot's compilers have worked. */
  private static double compiled() {
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    return compilers == null || !compilers.isCompilationTimeMonitoringSupported()
        ? 0
        : 1e-3 * compilers.getTotalCompilationTime();
  }

  /** Whether the last windows are about as fast as the fastest before them. */
  static boolean isSettled(List<Double> windows) {
    int before = windows.size() - RECENT;
    if (before <= 0) {
      return false;
    }
    double change =
        least(windows.subList(before, windows.size())) / least(windows.subList(0, before));
    return change >= FASTER && change <= SLOWER;
  }

  private static double least(List<Double> windows) {
    return windows.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private double run(int count, IntConsumer iteration) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      iteration.accept(next);
      next = (next + 1) & Integer.MAX_VALUE;
    }
    return NANO * (System.nanoTime() - start);
  }
}
