package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.spi.Backends;
import org.atled.core.tensor.Tensor;

/**
 * What this machine allows, measured: Williams, Waterman and Patterson, "Roofline", 2009, and
 * beside its two roofs a third, the fixed cost of a tensor operation.
 */
public final class Roofline {
  private static final double WARM_UP = 0.7;
  private static final int KIBI = 1024;
  private static final int SMALL = 32 * KIBI;
  private static final int MIDDLE = 512 * KIBI;
  private static final int LEAST_LARGE = 4 * KIBI * KIBI;
  private static final int MOST_LARGE = 16 * KIBI * KIBI;

  private final List<Row> rows;
  private final Limits limits;
  private final Caches caches;
  private final int threads;

  private Roofline(List<Row> rows, Limits limits, Caches caches, int threads) {
    this.rows = List.copyOf(rows);
    this.limits = limits;
    this.caches = caches;
    this.threads = threads;
  }

  /**
   * What all threads reach together.
   *
   * @param flops float32 multiplications and additions a second
   * @param second bytes a second where the second-level caches hold everything
   * @param third bytes a second where the third level does
   * @param memory bytes a second where no cache does
   * @param dispatch seconds that an operation on a single number takes
   */
  record Limits(double flops, double second, double third, double memory, double dispatch) {}

  /**
   * Measures for some fifteen seconds, with as many threads as the backend has: multiply-adds on
   * one thread and on all; three arrays a thread that fit the second-level cache, the third, and
   * none; the addition of two numbers as tensors.
   */
  public static Roofline measure() {
    int threads = Backends.current().threads();
    return measure(WARM_UP, Math.clamp(4L * MOST_LARGE / threads, LEAST_LARGE, MOST_LARGE));
  }

  /**
   * Measures.
   *
   * @param warmUp seconds before each
   * @param large floats in an array that no cache holds
   */
  static Roofline measure(double warmUp, int large) {
    int threads = Backends.current().threads();
    List<Row> rows = new ArrayList<>();
    Peak peak = Peak.fastest(warmUp);
    double flops = 0;
    for (int n : threads == 1 ? new int[] {1} : new int[] {1, threads}) {
      Times times = peak.times(n);
      Rate rate = Rate.of(Rate.Unit.GFLOPS, peak.flops(n), times);
      rows.add(row("fma-peak", peak.description(), n, times, Optional.of(rate)));
      flops = 1e9 * rate.value();
    }
    double second = triad(rows, "L2", threads, SMALL, warmUp);
    double third = triad(rows, "L3", threads, MIDDLE, warmUp);
    double memory = triad(rows, "memory", threads, large, warmUp);
    Times dispatch = dispatch(warmUp);
    rows.add(row("dispatch", "add float32[1]", threads, dispatch, Optional.empty()));
    Limits limits = new Limits(flops, second, third, memory, dispatch.medianSeconds());
    return new Roofline(rows, limits, Caches.here(), threads);
  }

  /** What was measured, in the form of any other row. */
  public List<Row> rows() {
    return rows;
  }

  /** What the multiply-adders of all threads reach, in flops a second. */
  public double flops() {
    return limits.flops();
  }

  /** What the main memory reaches, in bytes a second. */
  public double memory() {
    return limits.memory();
  }

  /** The row with its bound and its share, if a roofline says something about the workload. */
  public Row shared(Row row, Workload workload) {
    return workload
        .demand()
        .map(demand -> row.withShare(share(limits, caches, threads, demand, row.times())))
        .orElse(row);
  }

  /** The resource that needs the longest binds; its time divided by the median is the share. */
  static Row.Share share(Limits limits, Caches caches, int threads, Demand demand, Times times) {
    double fma = demand.flops() / limits.flops();
    double memory = demand.bytes() / speed(limits, caches, threads, demand.workingSet());
    double dispatch = demand.operations() * limits.dispatch();
    double longest = Math.max(fma, Math.max(memory, dispatch));
    Row.Bound bound =
        longest == fma ? Row.Bound.FMA : longest == memory ? Row.Bound.MEMORY : Row.Bound.DISPATCH;
    return new Row.Share(bound, longest / times.medianSeconds());
  }

  private static double speed(Limits limits, Caches caches, int threads, long workingSet) {
    return workingSet <= threads * caches.second()
        ? limits.second()
        : workingSet <= caches.third() ? limits.third() : limits.memory();
  }

  private static double triad(List<Row> rows, String level, int threads, int size, double warmUp) {
    Triad triad = new Triad(threads, size);
    Times times = triad.times(warmUp);
    Rate rate = Rate.of(Rate.Unit.GBPS, triad.bytes(), times);
    String shape = level + " 3x" + 4 * size / KIBI + "KiB";
    rows.add(row("triad", shape, threads, times, Optional.of(rate)));
    return 1e9 * rate.value();
  }

  private static Times dispatch(double warmUp) {
    Tensor one = Tensor.ones(1);
    // HotSpot compiles this path of many small methods several times over.
    Effort effort =
        new Effort(6 * warmUp, 12 * warmUp, 7, Math.min(warmUp, 0.03), Integer.MAX_VALUE);
    return Times.ofSeconds(new Stopwatch(effort).seconds(1, number -> one.add(one)));
  }

  private static Row row(String name, String shape, int threads, Times times, Optional<Rate> rate) {
    return new Row(name, shape, threads, times, rate, Optional.empty(), Optional.empty());
  }
}
