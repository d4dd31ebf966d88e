package org.atled.cpu;

import java.util.Arrays;

/**
 * The product of {@code double} matrices in loops that HotSpot vectorises. C2 does so only if every
 * array is read and written at the same index, so the rows that the inner loop works on are arrays of
 * their own: {@code B} is packed into one array for each row (which transposes it where need be), and
 * the results grow in others before they go to their place. {@code A} is read where it lies. Four rows
 * of the result take four rows of {@code B} at a time: sixteen multiply-adds for eight loads.
 */
final class Float64Product implements MatrixProduct {
  /** Columns at a time: with {@link #DEPTH} rows of B they stay in the second cache. */
  private static final int WIDTH = 256;

  private static final int DEPTH = 128;
  private static final int HEIGHT = 256;
  private static final int TILE = 16;

  /** Products of fewer multiply-adds are not worth packing. */
  private static final int SMALL = 2048;

  private final Pool<Workspace> workspaces =
      new Pool<>(2 * Runtime.getRuntime().availableProcessors(), Workspace::new);

  /** Rows of B, and rows of the result. */
  private record Workspace(double[][] b, double[][] c) {
    Workspace() {
      this(new double[DEPTH][WIDTH], new double[HEIGHT][WIDTH]);
    }
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, int m, int k, int n) {
    if (n < m && (n < WIDTH / 4 || c.rowStride() == 1)) {
      // (A·B)ᵀ = Bᵀ·Aᵀ with the same products and sums, and a longer inner loop.
      ordered(b.transposed(), a.transposed(), c.transposed(), n, k, m);
    } else {
      ordered(a, b, c, m, k, n);
    }
  }

  private void ordered(Matrix a, Matrix b, Matrix c, int m, int k, int n) {
    if ((long) m * k * n <= SMALL || n < 4) {
      small(a, b, c, m, k, n);
      return;
    }
    Workspace work = workspaces.take();
    for (int j = 0; j < n; j += WIDTH) {
      int columns = Math.min(WIDTH, n - j);
      for (int i = 0; i < m; i += HEIGHT) {
        int rows = Math.min(HEIGHT, m - i);
        block(work, a.from(i, 0), b.from(0, j), c.from(i, j), rows, k, columns);
      }
    }
    workspaces.give(work);
  }

  private static void small(Matrix a, Matrix b, Matrix c, int m, int k, int n) {
    double[] as = (double[]) a.array();
    double[] bs = (double[]) b.array();
    double[] cs = (double[]) c.array();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int atA = a.at() + i * a.rowStride();
        int atB = b.at() + j * b.columnStride();
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum = Math.fma(as[atA], bs[atB], sum);
          atA += a.columnStride();
          atB += b.rowStride();
        }
        cs[c.at() + i * c.rowStride() + j * c.columnStride()] = sum;
      }
    }
  }

  private static void block(Workspace work, Matrix a, Matrix b, Matrix c, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(work.c[i], 0, n, 0d);
    }
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      pack(b.from(p, 0), depth, n, work.b);
      Matrix strip = a.from(0, p);
      for (int i = 0; i < m; i += 4) {
        if (m - i >= 4) {
          fourRows(work, strip.from(i, 0), i, depth, n);
        } else {
          for (int r = i; r < m; r++) {
            oneRow(work, strip.from(r, 0), r, depth, n);
          }
        }
      }
    }
    double[] cs = (double[]) c.array();
    for (int i = 0; i < m; i++) {
      unpack(work.c[i], n, cs, c.at() + i * c.rowStride(), c.columnStride());
    }
  }

  private static void fourRows(Workspace work, Matrix a, int i, int depth, int n) {
    double[] as = (double[]) a.array();
    double[][] b = work.b;
    double[] c0 = work.c[i];
    double[] c1 = work.c[i + 1];
    double[] c2 = work.c[i + 2];
    double[] c3 = work.c[i + 3];
    int s = a.columnStride();
    int row0 = a.at();
    int row1 = row0 + a.rowStride();
    int row2 = row1 + a.rowStride();
    int row3 = row2 + a.rowStride();
    int p = 0;
    for (; p + 4 <= depth; p += 4) {
      int x = p * s;
      int y = x + s;
      int z = y + s;
      int w = z + s;
      rows4(
          c0, c1, c2, c3, b[p], b[p + 1], b[p + 2], b[p + 3],
          as[row0 + x], as[row0 + y], as[row0 + z], as[row0 + w],
          as[row1 + x], as[row1 + y], as[row1 + z], as[row1 + w],
          as[row2 + x], as[row2 + y], as[row2 + z], as[row2 + w],
          as[row3 + x], as[row3 + y], as[row3 + z], as[row3 + w],
          n);
    }
    for (; p < depth; p++) {
      int x = p * s;
      rows4(
          c0, c1, c2, c3, b[p], as[row0 + x], as[row1 + x], as[row2 + x], as[row3 + x], n);
    }
  }

  private static void oneRow(Workspace work, Matrix a, int i, int depth, int n) {
    double[] as = (double[]) a.array();
    double[][] b = work.b;
    double[] c = work.c[i];
    int s = a.columnStride();
    int at = a.at();
    int p = 0;
    for (; p + 8 <= depth; p += 8, at += 8 * s) {
      row8(
          c, b[p], b[p + 1], b[p + 2], b[p + 3], b[p + 4], b[p + 5], b[p + 6], b[p + 7],
          as[at], as[at + s], as[at + 2 * s], as[at + 3 * s],
          as[at + 4 * s], as[at + 5 * s], as[at + 6 * s], as[at + 7 * s],
          n);
    }
    for (; p < depth; p++, at += s) {
      row1(c, b[p], as[at], n);
    }
  }

  /** Four rows of the result take four rows of B. */
  private static void rows4(
      double[] c0, double[] c1, double[] c2, double[] c3,
      double[] b0, double[] b1, double[] b2, double[] b3,
      double a00, double a01, double a02, double a03,
      double a10, double a11, double a12, double a13,
      double a20, double a21, double a22, double a23,
      double a30, double a31, double a32, double a33,
      int n) {
    for (int j = 0; j < n; j++) {
      double x0 = b0[j];
      double x1 = b1[j];
      double x2 = b2[j];
      double x3 = b3[j];
      double y0 = c0[j];
      double y1 = c1[j];
      double y2 = c2[j];
      double y3 = c3[j];
      y0 = Math.fma(a03, x3, Math.fma(a02, x2, Math.fma(a01, x1, Math.fma(a00, x0, y0))));
      y1 = Math.fma(a13, x3, Math.fma(a12, x2, Math.fma(a11, x1, Math.fma(a10, x0, y1))));
      y2 = Math.fma(a23, x3, Math.fma(a22, x2, Math.fma(a21, x1, Math.fma(a20, x0, y2))));
      y3 = Math.fma(a33, x3, Math.fma(a32, x2, Math.fma(a31, x1, Math.fma(a30, x0, y3))));
      c0[j] = y0;
      c1[j] = y1;
      c2[j] = y2;
      c3[j] = y3;
    }
  }

  /** Four rows of the result take one row of B. */
  private static void rows4(
      double[] c0, double[] c1, double[] c2, double[] c3, double[] b,
      double a0, double a1, double a2, double a3,
      int n) {
    for (int j = 0; j < n; j++) {
      double x = b[j];
      double y0 = Math.fma(a0, x, c0[j]);
      double y1 = Math.fma(a1, x, c1[j]);
      double y2 = Math.fma(a2, x, c2[j]);
      double y3 = Math.fma(a3, x, c3[j]);
      c0[j] = y0;
      c1[j] = y1;
      c2[j] = y2;
      c3[j] = y3;
    }
  }

  /** One row of the result takes eight rows of B. */
  private static void row8(
      double[] c,
      double[] b0, double[] b1, double[] b2, double[] b3,
      double[] b4, double[] b5, double[] b6, double[] b7,
      double a0, double a1, double a2, double a3, double a4, double a5, double a6, double a7,
      int n) {
    for (int j = 0; j < n; j++) {
      double y = c[j];
      y = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], y))));
      y = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j], y))));
      c[j] = y;
    }
  }

  /** One row of the result takes one row of B. */
  private static void row1(double[] c, double[] b, double a, int n) {
    for (int j = 0; j < n; j++) {
      c[j] = Math.fma(a, b[j], c[j]);
    }
  }

  private static void pack(Matrix b, int depth, int n, double[][] rows) {
    double[] bs = (double[]) b.array();
    if (b.columnStride() == 1) {
      for (int p = 0; p < depth; p++) {
        System.arraycopy(bs, b.at() + p * b.rowStride(), rows[p], 0, n);
      }
      return;
    }
    // In strips of columns, so that what one pass reads of each column is still there in the next.
    for (int j = 0; j < n; j += TILE) {
      int end = Math.min(n, j + TILE);
      for (int p = 0; p < depth; p++) {
        packStrip(bs, b.at() + p * b.rowStride(), b.columnStride(), rows[p], j, end);
      }
    }
  }

  private static void packStrip(
      double[] b, int at, int columnStride, double[] row, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] = b[at + j * columnStride];
    }
  }

  private static void unpack(double[] row, int n, double[] c, int at, int columnStride) {
    if (columnStride == 1) {
      System.arraycopy(row, 0, c, at, n);
      return;
    }
    for (int j = 0; j < n; j++) {
      c[at + j * columnStride] = row[j];
    }
  }
}
