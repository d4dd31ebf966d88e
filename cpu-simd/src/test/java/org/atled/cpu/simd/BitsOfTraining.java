package org.atled.cpu.simd;

import java.io.PrintStream;
import org.atled.core.spi.Backends;
import org.atled.cpu.Cpu;
import org.atled.cpu.PartsOfHelpers;

/**
 * The main class of a JVM that trains on several numbers of threads and tells the bits of what the
 * models have learned, and how much the helping threads did.
 */
final class BitsOfTraining {
  /** The caller may be faster than a helper wakes, on a busy machine again and again. */
  private static final int MOST_RUNS = 50;

  private BitsOfTraining() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    out.println("width " + VectorType.FLOAT32.lanes() * 4);
    out.println("simd " + Backends.current().simd());
    for (Lesson lesson : Lesson.all()) {
      for (String threads : arguments) {
        Cpu.setThreads(Integer.parseInt(threads));
        long before = PartsOfHelpers.run();
        int runs = 0;
        do {
          out.println("bits " + lesson.name() + ": " + lesson.train(11));
        } while (Cpu.threads() > 1 && PartsOfHelpers.run() == before && ++runs < MOST_RUNS);
        out.println("helped " + threads + " " + (PartsOfHelpers.run() - before));
        out.println("helpers " + threads + " " + PartsOfHelpers.helpers());
      }
    }
  }
}
