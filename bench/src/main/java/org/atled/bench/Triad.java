package org.atled.bench;

/**
 * a ← b + s·c over three arrays of floats a thread, the triad of McCalpin's STREAM: 12 bytes an
 * element, without what the processor reads in order to write.
 */
final class Triad {
  private static final double LEAST_SECONDS = 0.03;
  private static final int REPETITIONS = 7;

  private final int size;
  private final float[][] a;
  private final float[][] b;
  private final float[][] c;

  /**
   * Takes the memory.
   *
   * @param size floats in an array
   */
  Triad(int threads, int size) {
    this.size = size;
    a = new float[threads][size];
    b = new float[threads][size];
    c = new float[threads][size];
  }

  /** Seconds of one pass over all arrays on all threads, as times of it. */
  Times times(double warmUp) {
    Effort effort = new Effort(warmUp, warmUp, 1, 0, 1);
    double once = new Stopwatch(effort).warmUp(number -> pass(0));
    int passes = (int) Math.max(1, LEAST_SECONDS / once);
    double[] seconds = new double[REPETITIONS];
    for (int r = 0; r < seconds.length; r++) {
      seconds[r] =
          ParallelRun.seconds(
                  a.length,
                  thread -> {
                    for (int i = 0; i < passes; i++) {
                      pass(thread);
                    }
                  })
              / passes;
    }
    return Times.ofSeconds(seconds);
  }

  long bytes() {
    return 12L * size * a.length;
  }

  private void pass(int thread) {
    triad(a[thread], b[thread], c[thread], 1.5f);
  }

  private static void triad(float[] a, float[] b, float[] c, float s) {
    for (int i = 0; i < a.length; i++) {
      a[i] = b[i] + s * c[i];
    }
  }
}
