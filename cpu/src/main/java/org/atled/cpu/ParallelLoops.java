package org.atled.cpu;

import java.util.function.IntSupplier;

/**
 * Loops that run on the {@link ThreadPool} where there is enough work to be worth waking a thread.
 */
final class ParallelLoops {
  /** In element operations; about 15 µs of scalar work on one thread. */
  private static final long WORTH_SHARING = 1 << 16;

  private static final int PARTS_PER_THREAD = 4;

  private final IntSupplier threads;

  ParallelLoops(IntSupplier threads) {
    this.threads = threads;
  }

  int threads() {
    return threads.getAsInt();
  }

  /** Of the threads those that should run now: fewer while work goes on beside kernels. */
  int availableThreads() {
    return Cpu.undisturbed(threads());
  }

  boolean isWorthSharing(long work) {
    return availableThreads() > 1 && work >= WORTH_SHARING;
  }

  /** In how many parts to cut {@code pieces} equal pieces of so much work together. */
  int parts(int pieces, long work) {
    if (!isWorthSharing(work)) {
      return 1;
    }
    return (int)
        Math.min(Math.min(pieces, availableThreads() * PARTS_PER_THREAD), 2 * work / WORTH_SHARING);
  }

  /** Work on pieces {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  interface Range {
    void run(int from, int to);
  }

  /** Runs all pieces, in ranges of neighbours if there is enough work. */
  void split(int pieces, long work, Range range) {
    int parts = parts(pieces, work);
    if (parts <= 1) {
      if (pieces > 0) {
        range.run(0, pieces);
      }
      return;
    }
    ThreadPool.shared()
        .run(
            availableThreads(),
            parts,
            p ->
                range.run(
                    (int) ((long) pieces * p / parts), (int) ((long) pieces * (p + 1) / parts)));
  }

  /** Runs every piece by itself, on several threads if there is enough work. */
  void each(int pieces, long work, ThreadPool.Part piece) {
    ThreadPool.shared().run(parts(pieces, work) <= 1 ? 1 : availableThreads(), pieces, piece);
  }
}
