package org.atled.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.atled.cpu.PeakLoops;

/** Finds the loop that keeps this processor's multiply-add units busiest. */
final class Peak {
  /** So many rounds take some microseconds to milliseconds: long for a call, short for a clock. */
  private static final int ROUNDS = 1 << 12;

  private static final double LEAST_SECONDS = 0.03;
  private static final int REPETITIONS = 7;

  /** Takes what loops compute; that somebody could read it keeps them from being left out. */
  private static volatile float sink;

  private final PeakLoops.Loop loop;
  private final int calls;
  private final double secondsPerFlop;

  private Peak(PeakLoops.Loop loop, double warmUp) {
    this.loop = loop;
    this.calls = (int) Math.max(1, LEAST_SECONDS / warmUp(loop, warmUp));
    this.secondsPerFlop = times(1).medianSeconds() / flops(1);
  }

  /** Tries all that there are, on one thread. */
  static Peak fastest(double warmUp) {
    return all().stream()
        .map(loop -> new Peak(loop, warmUp))
        .min(Comparator.comparingDouble(peak -> peak.secondsPerFlop))
        .orElseThrow();
  }

  private static double warmUp(PeakLoops.Loop loop, double seconds) {
    Effort effort = new Effort(seconds, seconds, 1, 0, 1);
    return new Stopwatch(effort).warmUp(number -> sink = loop.run(ROUNDS));
  }

  String description() {
    return loop.description();
  }

  /** Of as many threads at once. */
  Times times(int threads) {
    double[] seconds = new double[REPETITIONS];
    for (int r = 0; r < seconds.length; r++) {
      seconds[r] =
          ParallelRun.seconds(
              threads,
              number -> {
                for (int i = 0; i < calls; i++) {
                  sink = loop.run(ROUNDS);
                }
              });
    }
    return Times.ofSeconds(seconds);
  }

  /** What {@link #times} takes the time of. */
  long flops(int threads) {
    return threads * loop.flopsPerRound() * ROUNDS * calls;
  }

  /** A module that cannot be loaded offers nothing; the plain loop is always there. */
  static List<PeakLoops.Loop> all() {
    List<PeakLoops.Loop> loops = new ArrayList<>();
    loops.add(new ScalarPeak());
    try {
      Iterator<PeakLoops> found = ServiceLoader.load(PeakLoops.class).iterator();
      while (found.hasNext()) {
        loops.addAll(found.next().loops());
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      System.getLogger("org.atled")
          .log(System.Logger.Level.DEBUG, "A peak loop could not be loaded: {0}", e.toString());
    }
    return loops;
  }
}
