package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.cpu.MatrixProduct.Finish;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;
import org.atled.cpu.Scratch;

/**
 * A product of few rows, whose right operand lies row after row: it is read where it lies, since
 * packing it would take longer than multiplying.
 */
record InPlace(
    DType dtype, Tiles tiles, Panels panels, Matrix a, Matrix b, Matrix c, int m, int k, int n) {
  /** Columns that a thread should have at least. */
  private static final int LEAST_COLUMNS = 128;

  void run(Team team, Finish finish) {
    if (m == 1 && a.columnStride() == 1) {
      run(a.array(), a.at(), team, finish); // as it would be packed
      return;
    }
    Object strips = Scratch.take(dtype, m * k);
    for (int i = 0, height; i < m; i += height) {
      height = tiles.rowsOf(m - i);
      panels.pack(a.from(i, 0), height, k, strips, i * k, height);
    }
    run(strips, 0, team, finish);
    Scratch.give(dtype, m * k, strips);
  }

  private void run(Object strips, int at, Team team, Finish finish) {
    int parts = Math.max(1, Math.min(team.threads(), n / LEAST_COLUMNS));
    int unit = vectors() * tiles.lanes();
    int width = Math.max(1, n / parts / unit) * unit;
    // What is left over goes to the last part: by itself it might be narrower than a vector.
    int count = Math.max(1, n / width);
    team.each(
        count,
        part -> {
          int left = part * width;
          int right = part == count - 1 ? n : left + width;
          columns(strips, at, left, right);
          finish.block(c.from(0, left), 0, left, m, right - left);
        });
  }

  private int vectors() {
    return tiles.mostVectors(tiles.rowsOf(m));
  }

  /**
   * The range is a vector wide at least. Of what is left in the end the last vector begins earlier
   * and computes some sums again.
   */
  private void columns(Object strips, int first, int left, int right) {
    int lanes = tiles.lanes();
    for (int j = left, vectors; j < right; j += vectors * lanes) {
      int whole = (right - j) / lanes;
      vectors = whole >= vectors() ? vectors() : whole >= 2 ? 2 : 1;
      int at = whole == 0 ? right - lanes : j;
      for (int i = 0, height; i < m; i += height) {
        height = tiles.rowsOf(m - i);
        tiles
            .tile(height, vectors, true, Tile.Kind.RIGHT_IN_PLACE)
            .run(
                strips,
                first + i * k,
                0,
                b.array(),
                b.from(0, at).at(),
                b.rowStride(),
                c.array(),
                c.from(i, at).at(),
                c.rowStride(),
                k);
      }
    }
  }
}
