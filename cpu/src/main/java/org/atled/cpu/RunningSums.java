package org.atled.cpu;

import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;

/**
 * Scans that add. A sum has to wait for the one before, which takes several cycles, so four rows
 * take turns; and it stays in a register, which a loop over any step cannot do.
 */
final class RunningSums {
  private static final int TOGETHER = 4;

  private RunningSums() {}

  static boolean is(Expression step) {
    DType type = step.outputs().getFirst();
    return (type == DType.FLOAT32 || type == DType.FLOAT64)
        && step.equals(ReduceForms.combine(Combiner.SUM, type));
  }

  /**
   * {@code out[b + i·outStride] = in[a] + … + in[a + i·inStride]} for each i below n and each of so
   * many rows, a growing by {@code inRow} and b by {@code outRow}.
   */
  static void run(
      Object in,
      int inAt,
      int inStride,
      int inRow,
      Object out,
      int outAt,
      int outStride,
      int outRow,
      int n,
      int rows) {
    int a = inAt;
    int b = outAt;
    int row = 0;
    for (; row + TOGETHER <= rows; row += TOGETHER) {
      switch (in) {
        case float[] x -> four(x, a, inStride, inRow, (float[]) out, b, outStride, outRow, n);
        case double[] x -> four(x, a, inStride, inRow, (double[]) out, b, outStride, outRow, n);
        default -> throw new IllegalArgumentException("No running sums of " + in.getClass());
      }
      a += TOGETHER * inRow;
      b += TOGETHER * outRow;
    }
    for (; row < rows; row++) {
      switch (in) {
        case float[] x -> one(x, a, inStride, (float[]) out, b, outStride, n);
        case double[] x -> one(x, a, inStride, (double[]) out, b, outStride, n);
        default -> throw new IllegalArgumentException("No running sums of " + in.getClass());
      }
      a += inRow;
      b += outRow;
    }
  }

  private static void one(float[] x, int a, int inStride, float[] y, int b, int outStride, int n) {
    float sum = x[a];
    y[b] = sum;
    for (int i = 1; i < n; i++) {
      sum += x[a + i * inStride];
      y[b + i * outStride] = sum;
    }
  }

  private static void one(
      double[] x, int a, int inStride, double[] y, int b, int outStride, int n) {
    double sum = x[a];
    y[b] = sum;
    for (int i = 1; i < n; i++) {
      sum += x[a + i * inStride];
      y[b + i * outStride] = sum;
    }
  }

  private static void four(
      float[] x,
      int a,
      int inStride,
      int inRow,
      float[] y,
      int b,
      int outStride,
      int outRow,
      int n) {
    float s0 = x[a];
    float s1 = x[a + inRow];
    float s2 = x[a + 2 * inRow];
    float s3 = x[a + 3 * inRow];
    y[b] = s0;
    y[b + outRow] = s1;
    y[b + 2 * outRow] = s2;
    y[b + 3 * outRow] = s3;
    for (int i = 1; i < n; i++) {
      int from = a + i * inStride;
      int to = b + i * outStride;
      s0 += x[from];
      s1 += x[from + inRow];
      s2 += x[from + 2 * inRow];
      s3 += x[from + 3 * inRow];
      y[to] = s0;
      y[to + outRow] = s1;
      y[to + 2 * outRow] = s2;
      y[to + 3 * outRow] = s3;
    }
  }

  private static void four(
      double[] x,
      int a,
      int inStride,
      int inRow,
      double[] y,
      int b,
      int outStride,
      int outRow,
      int n) {
    double s0 = x[a];
    double s1 = x[a + inRow];
    double s2 = x[a + 2 * inRow];
    double s3 = x[a + 3 * inRow];
    y[b] = s0;
    y[b + outRow] = s1;
    y[b + 2 * outRow] = s2;
    y[b + 3 * outRow] = s3;
    for (int i = 1; i < n; i++) {
      int from = a + i * inStride;
      int to = b + i * outStride;
      s0 += x[from];
      s1 += x[from + inRow];
      s2 += x[from + 2 * inRow];
      s3 += x[from + 3 * inRow];
      y[to] = s0;
      y[to + outRow] = s1;
      y[to + 2 * outRow] = s2;
      y[to + 3 * outRow] = s3;
    }
  }
}
