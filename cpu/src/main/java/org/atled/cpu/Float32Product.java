package org.atled.cpu;

import java.util.Arrays;
import org.atled.cpu.MatrixProduct.Matrix;

/**
 * The product of {@code float} matrices in loops that HotSpot vectorises. C2 does so only if every
 * array is read and written at the same index, so the rows that the inner loop works on are arrays
 * of their own: {@code B} is packed into one array for each row (which transposes it where need
 * be), and the results grow in others before they go to their place. {@code A} is read where it
 * lies. Four rows of the result take four rows of {@code B} at a time: sixteen multiply-adds for
 * eight loads. The build makes the one of {@code double} from this file: see the pom.
 */
final class Float32Product implements BlockProduct {
  /** Columns at a time: with {@link #DEPTH} rows of B they stay in the second cache. */
  private static final int WIDTH = 512;

  private static final int DEPTH = 128;
  private static final int HEIGHT = 256;
  private static final int TILE = 16;

  /**
   * Rows shorter than this are added up one by one. The loops over rows never see such short ones
   * either: HotSpot would compile them for those.
   */
  private static final int LEAST = 24;

  /** Products of fewer multiply-adds are not worth packing. */
  private static final int SMALL = 2048;

  private final Pool<Workspace> workspaces =
      new Pool<>(2 * Runtime.getRuntime().availableProcessors(), Workspace::new);

  /** Rows of B, and rows of the result. */
  private record Workspace(float[][] b, float[][] c) {
    Workspace() {
      this(new float[DEPTH][WIDTH], new float[HEIGHT][WIDTH]);
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
    if (n < LEAST || (long) m * k * n <= SMALL) {
      small(a, b, c, m, k, n);
      return;
    }
    Workspace work = workspaces.take();
    for (int j = 0, right; j < n; j = right) {
      right = Blocks.end(j, WIDTH, n);
      for (int i = 0, below; i < m; i = below) {
        below = Blocks.end(i, HEIGHT, m);
        block(work, a.from(i, 0), b.from(0, j), c.from(i, j), below - i, k, right - j);
      }
    }
    workspaces.give(work);
  }

  /** Four columns at a time, so that four chains of additions are under way at once. */
  private static void small(Matrix a, Matrix b, Matrix c, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      int j = 0;
      for (; j + 4 <= n; j += 4) {
        fourSums(a.from(i, 0), b.from(0, j), c.from(i, j), k);
      }
      for (; j < n; j++) {
        oneSum(a.from(i, 0), b.from(0, j), c.from(i, j), k);
      }
    }
  }

  private static void fourSums(Matrix a, Matrix b, Matrix c, int k) {
    float[] as = (float[]) a.array();
    float[] bs = (float[]) b.array();
    float[] cs = (float[]) c.array();
    int atA = a.at();
    int atB = b.at();
    int step = b.columnStride();
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    for (int p = 0; p < k; p++) {
      float x = as[atA];
      sum0 = Math.fma(x, bs[atB], sum0);
      sum1 = Math.fma(x, bs[atB + step], sum1);
      sum2 = Math.fma(x, bs[atB + 2 * step], sum2);
      sum3 = Math.fma(x, bs[atB + 3 * step], sum3);
      atA += a.columnStride();
      atB += b.rowStride();
    }
    cs[c.at()] = sum0;
    cs[c.at() + c.columnStride()] = sum1;
    cs[c.at() + 2 * c.columnStride()] = sum2;
    cs[c.at() + 3 * c.columnStride()] = sum3;
  }

  private static void oneSum(Matrix a, Matrix b, Matrix c, int k) {
    float[] as = (float[]) a.array();
    float[] bs = (float[]) b.array();
    int atA = a.at();
    int atB = b.at();
    float sum = 0;
    for (int p = 0; p < k; p++) {
      sum = Math.fma(as[atA], bs[atB], sum);
      atA += a.columnStride();
      atB += b.rowStride();
    }
    ((float[]) c.array())[c.at()] = sum;
  }

  private static void block(Workspace work, Matrix a, Matrix b, Matrix c, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(work.c[i], 0, n, 0f);
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
    float[] cs = (float[]) c.array();
    for (int i = 0; i < m; i++) {
      unpack(work.c[i], n, cs, c.at() + i * c.rowStride(), c.columnStride());
    }
  }

  private static void fourRows(Workspace work, Matrix a, int i, int depth, int n) {
    float[] as = (float[]) a.array();
    float[][] b = work.b;
    float[] c0 = work.c[i];
    float[] c1 = work.c[i + 1];
    float[] c2 = work.c[i + 2];
    float[] c3 = work.c[i + 3];
    int row = a.rowStride();
    int step = a.columnStride();
    int at = a.at();
    int p = 0;
    for (; p + 4 <= depth; p += 4, at += 4 * step) {
      float[] b0 = b[p];
      float[] b1 = b[p + 1];
      float[] b2 = b[p + 2];
      float[] b3 = b[p + 3];
      fourByFour(c0, c1, c2, c3, b0, b1, b2, b3, as, at, row, step, n);
    }
    for (; p < depth; p++, at += step) {
      oneByOne(c0, b[p], as[at], n);
      oneByOne(c1, b[p], as[at + row], n);
      oneByOne(c2, b[p], as[at + 2 * row], n);
      oneByOne(c3, b[p], as[at + 3 * row], n);
    }
  }

  private static void oneRow(Workspace work, Matrix a, int i, int depth, int n) {
    float[] as = (float[]) a.array();
    float[][] b = work.b;
    float[] c = work.c[i];
    int step = a.columnStride();
    int at = a.at();
    int p = 0;
    for (; p + 4 <= depth; p += 4, at += 4 * step) {
      oneByFour(c, b[p], b[p + 1], b[p + 2], b[p + 3], as, at, step, n);
    }
    for (; p < depth; p++, at += step) {
      oneByOne(c, b[p], as[at], n);
    }
  }

  /** Four rows of the result take four rows of B. */
  private static void fourByFour(
      float[] c0,
      float[] c1,
      float[] c2,
      float[] c3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] a,
      int at,
      int row,
      int step,
      int n) {
    int at1 = at + row;
    int at2 = at1 + row;
    int at3 = at2 + row;
    float a00 = a[at];
    float a01 = a[at + step];
    float a02 = a[at + 2 * step];
    float a03 = a[at + 3 * step];
    float a10 = a[at1];
    float a11 = a[at1 + step];
    float a12 = a[at1 + 2 * step];
    float a13 = a[at1 + 3 * step];
    float a20 = a[at2];
    float a21 = a[at2 + step];
    float a22 = a[at2 + 2 * step];
    float a23 = a[at2 + 3 * step];
    float a30 = a[at3];
    float a31 = a[at3 + step];
    float a32 = a[at3 + 2 * step];
    float a33 = a[at3 + 3 * step];
    for (int j = 0; j < n; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      float y0 = Math.fma(a01, x1, Math.fma(a00, x0, c0[j]));
      float y1 = Math.fma(a11, x1, Math.fma(a10, x0, c1[j]));
      float y2 = Math.fma(a21, x1, Math.fma(a20, x0, c2[j]));
      float y3 = Math.fma(a31, x1, Math.fma(a30, x0, c3[j]));
      c0[j] = Math.fma(a03, x3, Math.fma(a02, x2, y0));
      c1[j] = Math.fma(a13, x3, Math.fma(a12, x2, y1));
      c2[j] = Math.fma(a23, x3, Math.fma(a22, x2, y2));
      c3[j] = Math.fma(a33, x3, Math.fma(a32, x2, y3));
    }
  }

  /** One row of the result takes four rows of B. */
  private static void oneByFour(
      float[] c,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] a,
      int at,
      int step,
      int n) {
    float a0 = a[at];
    float a1 = a[at + step];
    float a2 = a[at + 2 * step];
    float a3 = a[at + 3 * step];
    for (int j = 0; j < n; j++) {
      float y = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
      c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], y));
    }
  }

  /** One row of the result takes one row of B. */
  private static void oneByOne(float[] c, float[] b, float a, int n) {
    for (int j = 0; j < n; j++) {
      c[j] = Math.fma(a, b[j], c[j]);
    }
  }

  private static void pack(Matrix b, int depth, int n, float[][] rows) {
    float[] bs = (float[]) b.array();
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
      float[] b, int at, int columnStride, float[] row, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] = b[at + j * columnStride];
    }
  }

  private static void unpack(float[] row, int n, float[] c, int at, int columnStride) {
    if (columnStride == 1) {
      System.arraycopy(row, 0, c, at, n);
      return;
    }
    for (int j = 0; j < n; j++) {
      c[at + j * columnStride] = row[j];
    }
  }
}
