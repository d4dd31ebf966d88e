package org.atled.cpu.simd;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.Backends;
import org.atled.cpu.Cpu;
import org.atled.cpu.PartsOfHelpers;

/**
 * The main class of a JVM that trains on several numbers of threads, operation by operation and as
 * a plan, and tells the bits of what the models have learned, and how much the helping threads did.
 * On several threads it trains again until a helper has taken part, but not for ever: the caller
 * may be faster than a helper wakes, and where loops switch to vectors helpers stand back
 * meanwhile.
 */
final class BitsOfTraining {
  private BitsOfTraining() {}

  /**
   * Trains every lesson on each of these numbers of threads.
   *
   * @param arguments the most runs for each number of threads, and the numbers
   */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    out.println("width " + VectorType.of(DType.FLOAT32).lanes() * 4);
    out.println("simd " + Backends.current().simd());
    int most = Integer.parseInt(arguments[0]);
    for (Lesson lesson : Lesson.all()) {
      for (String threads : Arrays.asList(arguments).subList(1, arguments.length)) {
        Cpu.setThreads(Integer.parseInt(threads));
        long before = PartsOfHelpers.run();
        int runs = 0;
        do {
          for (String compile : List.of("off", "on")) {
            System.setProperty("atled.compile", compile);
            out.println("bits " + lesson.name() + ": " + lesson.train(11));
          }
        } while (Cpu.threads() > 1 && PartsOfHelpers.run() == before && ++runs < most);
        out.println("helped " + threads + " " + (PartsOfHelpers.run() - before));
        out.println("helpers " + threads + " " + PartsOfHelpers.helpers());
      }
    }
  }
}
