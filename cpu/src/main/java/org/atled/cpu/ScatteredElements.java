package org.atled.cpu;

import org.atled.core.spi.Combiner;

/** The inner loops of a scatter, one element at a time, in order. */
final class ScatteredElements {
  private ScatteredElements() {}

  /** {@code out[places[i]] = in[at + i·stride]}. */
  static void set(Object in, int at, int stride, int[] places, int count, Object out) {
    switch (in) {
      case boolean[] x -> {
        boolean[] y = (boolean[]) out;
        for (int i = 0; i < count; i++) {
          y[places[i]] = x[at + i * stride];
        }
      }
      case byte[] x -> {
        byte[] y = (byte[]) out;
        for (int i = 0; i < count; i++) {
          y[places[i]] = x[at + i * stride];
        }
      }
      case short[] x -> {
        short[] y = (short[]) out;
        for (int i = 0; i < count; i++) {
          y[places[i]] = x[at + i * stride];
        }
      }
      case int[] x -> {
        int[] y = (int[]) out;
        for (int i = 0; i < count; i++) {
          y[places[i]] = x[at + i * stride];
        }
      }
      case long[] x -> {
        long[] y = (long[]) out;
        for (int i = 0; i < count; i++) {
          y[places[i]] = x[at + i * stride];
        }
      }
      case float[] x -> {
        float[] y = (float[]) out;
        for (int i = 0; i < count; i++) {
          y[places[i]] = x[at + i * stride];
        }
      }
      case double[] x -> {
        double[] y = (double[]) out;
        for (int i = 0; i < count; i++) {
          y[places[i]] = x[at + i * stride];
        }
      }
      default -> throw new IllegalArgumentException("No numbers: " + in.getClass());
    }
  }

  /** {@code out[places[i]] ⊕= in[at + i·stride]}. */
  static void combine(
      Combiner combiner, Object in, int at, int stride, int[] places, int count, Object out) {
    switch (in) {
      case boolean[] x -> {
        boolean[] y = (boolean[]) out;
        boolean any = combiner == Combiner.SUM || combiner == Combiner.MAX;
        for (int i = 0; i < count; i++) {
          int to = places[i];
          boolean value = x[at + i * stride];
          y[to] = any ? y[to] | value : y[to] & value;
        }
      }
      case byte[] x -> {
        byte[] y = (byte[]) out;
        for (int i = 0; i < count; i++) {
          int to = places[i];
          y[to] = (byte) of(combiner, y[to] & 0xFF, x[at + i * stride] & 0xFF);
        }
      }
      case int[] x -> {
        int[] y = (int[]) out;
        for (int i = 0; i < count; i++) {
          int to = places[i];
          y[to] = of(combiner, y[to], x[at + i * stride]);
        }
      }
      case long[] x -> {
        long[] y = (long[]) out;
        for (int i = 0; i < count; i++) {
          int to = places[i];
          y[to] = of(combiner, y[to], x[at + i * stride]);
        }
      }
      case float[] x -> {
        float[] y = (float[]) out;
        for (int i = 0; i < count; i++) {
          int to = places[i];
          y[to] = of(combiner, y[to], x[at + i * stride]);
        }
      }
      case double[] x -> {
        double[] y = (double[]) out;
        for (int i = 0; i < count; i++) {
          int to = places[i];
          y[to] = of(combiner, y[to], x[at + i * stride]);
        }
      }
      default -> throw new IllegalArgumentException("No numbers: " + in.getClass());
    }
  }

  private static int of(Combiner combiner, int a, int b) {
    return switch (combiner) {
      case SUM -> a + b;
      case PRODUCT -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  private static long of(Combiner combiner, long a, long b) {
    return switch (combiner) {
      case SUM -> a + b;
      case PRODUCT -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  private static float of(Combiner combiner, float a, float b) {
    return switch (combiner) {
      case SUM -> a + b;
      case PRODUCT -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  private static double of(Combiner combiner, double a, double b) {
    return switch (combiner) {
      case SUM -> a + b;
      case PRODUCT -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }
}
