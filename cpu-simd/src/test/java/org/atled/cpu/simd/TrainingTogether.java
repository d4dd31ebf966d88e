package org.atled.cpu.simd;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.atled.core.spi.Backends;
import org.atled.cpu.Cpu;
import org.atled.cpu.PartsOfHelpers;

/**
 * The main class of a JVM that trains models one after another and then all at the same time, each
 * on a thread of its own that may call the pool, and tells the bits of both.
 */
final class TrainingTogether {
  private static final int MOST_ROUNDS = 50;

  private TrainingTogether() {}

  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    PrintStream out = System.out;
    out.println("simd " + Backends.current().simd());
    Cpu.setThreads(1);
    int models = Integer.parseInt(arguments[0]);
    for (int i = 0; i < models; i++) {
      out.println("alone " + i + " " + train(i));
    }
    Cpu.setThreads(2);
    long before = PartsOfHelpers.run();
    int rounds = 0;
    do {
      together(models, out);
    } while (PartsOfHelpers.run() == before && ++rounds < MOST_ROUNDS);
    out.println("helped " + (PartsOfHelpers.run() - before));
  }

  private static String train(int i) {
    return Lesson.all().get(i % 2).train(i);
  }

  private static void together(int models, PrintStream out)
      throws InterruptedException, ExecutionException {
    CountDownLatch ready = new CountDownLatch(models);
    try (ExecutorService threads = Executors.newFixedThreadPool(models)) {
      List<Future<String>> bits = new ArrayList<>();
      for (int i = 0; i < models; i++) {
        int number = i;
        bits.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return train(number);
            }));
      }
      for (int i = 0; i < models; i++) {
        out.println("together " + i + " " + bits.get(i).get());
      }
    }
  }
}
