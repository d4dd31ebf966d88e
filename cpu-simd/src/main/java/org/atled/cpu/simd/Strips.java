package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.cpu.MatrixProduct.Finish;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;
import org.atled.cpu.Scratch;

/**
 * A product with a short k whose right operand lies row after row, such as the gradient of a
 * layer's weights: it is read where it lies, from the second cache, by tiles that take whole rows
 * of the result. A thread packs the strip of the left operand that it is about to use. So the only
 * thing that threads share is what they read; and with whole rows of the result, a thread mostly
 * finds in its cache what it made of them the time before.
 */
record Strips(
    DType dtype, Tiles tiles, Panels panels, Matrix a, Matrix b, Matrix c, int m, int k, int n) {
  /** Of the result, as one tile or several: they find two vectors of each row cached. */
  private static final int HEIGHT = 12;

  /** So many rows of two vectors, as the tiles read them, stay in the first cache. */
  private static final int MOST_DEPTH = 128;

  /** Elements of the right operand that stay in the second cache; 512 KiB of float32. */
  private static final int MOST_KEPT = 1 << 17;

  /** Rows so far apart, or a multiple of it, would compete for a few places in the first cache. */
  private static final int CONFLICT_BYTES = 512;

  /** With fewer, some threads would have much less to do than others. */
  private static final int STRIPS_PER_THREAD = 2;

  /** Whether this product is one for strips, with so many threads. */
  boolean serve(int threads) {
    return b.columnStride() == 1
        && n >= tiles.lanes()
        && k <= MOST_DEPTH
        && (long) k * n <= MOST_KEPT
        && b.rowStride() * dtype.bytes() % CONFLICT_BYTES != 0
        && (threads == 1 || count() >= STRIPS_PER_THREAD * threads);
  }

  private int count() {
    return (m - 1) / HEIGHT + 1;
  }

  void run(Team team, Finish finish) {
    team.each(count(), strip -> rows(strip * HEIGHT, finish));
  }

  private void rows(int top, Finish finish) {
    int rows = Math.min(HEIGHT, m - top);
    Matrix to =
        finish.isAll() ? new Matrix(Scratch.take(dtype, rows * n), 0, n, 1) : c.from(top, 0);
    new InPlace(dtype, tiles, panels, a.from(top, 0), b, to, rows, k, n)
        .run(Team.SOLO, finish.of(top, 0));
    if (finish.isAll()) {
      Scratch.give(dtype, rows * n, to.array());
    }
  }
}
