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
  /** So many rows of two vectors stay in the first cache. */
  private static final int MOST_DEPTH = 128;

  /** Elements of the right operand that stay in the second cache; 512 KiB of float32. */
  private static final int MOST_KEPT = 1 << 17;

  /** Rows so far apart, or a multiple of it, would compete for a few places in the first cache. */
  private static final int CONFLICT_BYTES = 512;

  static boolean serve(Matrix b, int k, int n, DType dtype, int lanes) {
    return b.columnStride() == 1
        && n >= lanes
        && k <= MOST_DEPTH
        && (long) k * n <= MOST_KEPT
        && b.rowStride() * dtype.bytes() % CONFLICT_BYTES != 0;
  }

  void run(Team team, Finish finish) {
    int count = (m - 1) / tiles.rows() + 1;
    team.each(count, strip -> rows(strip * tiles.rows(), finish));
  }

  private void rows(int top, Finish finish) {
    int count = Math.min(tiles.rows(), m - top);
    Object left = Scratch.take(dtype, count * k);
    Matrix to =
        finish.isAll() ? new Matrix(Scratch.take(dtype, count * n), 0, n, 1) : c.from(top, 0);
    for (int i = 0, height; i < count; i += height) {
      height = tiles.rowsOf(count - i);
      panels.pack(a.from(top + i, 0), height, k, left, 0, height);
      row(left, height, to.from(i, 0));
    }
    finish.block(to, top, 0, count, n);
    if (finish.isAll()) {
      Scratch.give(dtype, count * n, to.array());
    }
    Scratch.give(dtype, count * k, left);
  }

  /** Of what is left in the end the last vector begins earlier and computes some sums again. */
  private void row(Object left, int height, Matrix to) {
    int lanes = tiles.lanes();
    for (int j = 0, vectors; j < n; j += vectors * lanes) {
      int whole = (n - j) / lanes;
      vectors = whole >= Packed.VECTORS ? Packed.VECTORS : 1;
      int at = whole == 0 ? n - lanes : j;
      tiles
          .tile(height, vectors, true, Tile.Kind.RIGHT_IN_PLACE)
          .run(
              left,
              0,
              0,
              b.array(),
              b.from(0, at).at(),
              b.rowStride(),
              to.array(),
              to.from(0, at).at(),
              to.rowStride(),
              k);
    }
  }
}
