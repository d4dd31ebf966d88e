package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntConsumer;
import org.atled.core.error.StateException;

/** Several threads at the same work at the same time. */
final class ParallelRun {
  private ParallelRun() {}

  /**
   * Runs the body once on each thread.
   *
   * @param body is told the number of its thread, from 0 on
   * @return seconds from the first start to the last end
   */
  static double seconds(int threads, IntConsumer body) {
    long[] starts = new long[threads];
    long[] ends = new long[threads];
    CyclicBarrier together = new CyclicBarrier(threads);
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      running.add(
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                await(together);
                starts[number] = System.nanoTime();
                body.accept(number);
                ends[number] = System.nanoTime();
              }));
    }
    running.forEach(ParallelRun::join);
    long start = starts[0];
    long end = ends[0];
    for (int i = 1; i < threads; i++) {
      start = Math.min(start, starts[i]); // nanoTime is the same clock on every thread
      end = Math.max(end, ends[i]);
    }
    return 1e-9 * (end - start);
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new StateException("A measuring thread was interrupted; start the benchmark again.");
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateException("The benchmark was interrupted; start it again.");
    }
  }
}
