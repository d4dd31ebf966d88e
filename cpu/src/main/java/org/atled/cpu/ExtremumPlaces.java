package org.atled.cpu;

import org.atled.core.spi.Combiner;

/**
 * Finds where in its row the greatest or the least element stands: the first of equals, and the
 * first NaN if there is one. Writes int64.
 */
record ExtremumPlaces(boolean max) implements LaneReducer {
  ExtremumPlaces(Combiner combiner) {
    this(combiner == Combiner.MAX);
  }

  @Override
  public void reduce(
      Object in,
      int at,
      int outerStride,
      int outer,
      int stride,
      int n,
      Object out,
      int outAt,
      int outStride) {
    long[] places = (long[]) out;
    for (int o = 0; o < outer; o++) {
      places[outAt + o * outStride] = place(in, at + o * outerStride, stride, n);
    }
  }

  private int place(Object in, int at, int stride, int n) {
    return switch (in) {
      case boolean[] x -> place(x, at, stride, n);
      case byte[] x -> place(x, at, stride, n);
      case int[] x -> place(x, at, stride, n);
      case long[] x -> place(x, at, stride, n);
      case float[] x -> place(x, at, stride, n);
      case double[] x -> place(x, at, stride, n);
      default -> throw new IllegalArgumentException("Not widened: " + in.getClass());
    };
  }

  private int place(boolean[] in, int at, int stride, int n) {
    for (int i = 0; i < n; i++) {
      if (in[at + i * stride] == max) {
        return i;
      }
    }
    return 0;
  }

  private int place(byte[] in, int at, int stride, int n) {
    int best = 0;
    int value = in[at] & 0xFF;
    for (int i = 1; i < n; i++) {
      int x = in[at + i * stride] & 0xFF;
      if (max ? x > value : x < value) {
        best = i;
        value = x;
      }
    }
    return best;
  }

  private int place(int[] in, int at, int stride, int n) {
    int best = 0;
    int value = in[at];
    for (int i = 1; i < n; i++) {
      int x = in[at + i * stride];
      if (max ? x > value : x < value) {
        best = i;
        value = x;
      }
    }
    return best;
  }

  private int place(long[] in, int at, int stride, int n) {
    int best = 0;
    long value = in[at];
    for (int i = 1; i < n; i++) {
      long x = in[at + i * stride];
      if (max ? x > value : x < value) {
        best = i;
        value = x;
      }
    }
    return best;
  }

  /** One comparison an element: what is not at most the best is better, or NaN. */
  private int place(float[] in, int at, int stride, int n) {
    int best = 0;
    float value = in[at];
    for (int i = 1; i < n; i++) {
      float x = in[at + i * stride];
      if (max ? !(x <= value) : !(x >= value)) {
        if (Float.isNaN(value)) {
          return best;
        }
        best = i;
        value = x;
      }
    }
    return best;
  }

  private int place(double[] in, int at, int stride, int n) {
    int best = 0;
    double value = in[at];
    for (int i = 1; i < n; i++) {
      double x = in[at + i * stride];
      if (max ? !(x <= value) : !(x >= value)) {
        if (Double.isNaN(value)) {
          return best;
        }
        best = i;
        value = x;
      }
    }
    return best;
  }

  /** Whether element a goes before element b, which stands earlier. */
  boolean isBetter(Object in, int a, int b) {
    return switch (in) {
      case boolean[] x -> x[a] == max && x[b] != max;
      case byte[] x -> place(new int[] {x[b] & 0xFF, x[a] & 0xFF}, 0, 1, 2) == 1;
      case int[] x -> place(new int[] {x[b], x[a]}, 0, 1, 2) == 1;
      case long[] x -> place(new long[] {x[b], x[a]}, 0, 1, 2) == 1;
      case float[] x -> place(new float[] {x[b], x[a]}, 0, 1, 2) == 1;
      case double[] x -> place(new double[] {x[b], x[a]}, 0, 1, 2) == 1;
      default -> throw new IllegalArgumentException("Not widened: " + in.getClass());
    };
  }
}
