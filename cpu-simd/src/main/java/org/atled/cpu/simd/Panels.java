package org.atled.cpu.simd;

import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.ScalarLoopCompiler;

/**
 * Packs parts of matrices: {@code to[at + p·step + r] = x[r, p]} for r below a width and p below n.
 * The right operand of a product is packed with its columns as r.
 */
final class Panels {
  private final Tiles tiles;
  private final Loop scalar;

  Panels(DType dtype, Tiles tiles) {
    this.tiles = tiles;
    Expression same = Expression.of(List.of(dtype), dtype, List::getFirst);
    scalar = new ScalarLoopCompiler().compile(new Form(same, List.of(Step.ANY, Step.ANY)));
  }

  /**
   * Packs a strip whose rows are r and whose columns are p. Nothing is written outside {@code [at,
   * at + n·step)}.
   *
   * @param width at most step
   */
  void pack(Matrix x, int width, int n, Object to, int at, int step) {
    int lanes = tiles.lanes();
    int columns = 0;
    int rows = 0;
    if (x.columnStride() == 1 && n >= lanes) {
      // Unless rows fill vectors, the packers write a little too far: the last column is left out.
      columns = (width % lanes == 0 ? n : n - 1) / lanes * lanes;
      rows = transpose(x, 0, width, columns, to, at, step);
      if (width % lanes == 0 && columns < n) {
        // Some columns once more, which takes no longer than the last ones by themselves.
        int last = n - lanes;
        rows = transpose(x.from(0, last), 0, width, lanes, to, at + last * step, step);
        columns = n;
      }
    } else if (x.rowStride() == 1 && width > tiles.mostCopied()) {
      // The last rows come first, since they may write into the next column's place.
      int most = tiles.mostCopied();
      pack(x.from(most, 0), width - most, n, to, at + most, step);
      pack(x, most, n, to, at, step);
      return;
    } else if (x.rowStride() == 1 && width >= lanes / 2) {
      // As above.
      int vectors = (width - 1) / lanes + 1;
      columns = width == vectors * lanes ? n : readable(x, vectors * lanes, n);
      rows = width;
      if (columns > 0) {
        tiles.copying(vectors).run(x.array(), x.at(), x.columnStride(), to, at, step, columns);
      }
    }
    if (rows < width && columns > 0) {
      Matrix rest = new Matrix(to, at + rows, step, 1);
      copy(x.from(rows, 0).transposed(), rest, columns, width - rows);
    }
    if (columns < n) {
      Matrix rest = new Matrix(to, at + columns * step, step, 1);
      copy(x.from(0, columns).transposed(), rest, n - columns, width);
    }
  }

  /**
   * Rows from r on, as many as there are packers for; returns up to where. The last come first: a
   * piece of fewer rows than lanes writes into its successor's and the next column's place.
   */
  private int transpose(Matrix x, int r, int width, int n, Object to, int at, int step) {
    int height = tiles.transposable(width - r);
    if (height == 0) {
      return r;
    }
    int end = transpose(x, r + height, width, n, to, at, step);
    tiles.transposing(height).run(x.array(), x.from(r, 0).at(), x.rowStride(), to, at + r, step, n);
    return end;
  }

  /** Copies the elements of a matrix of m rows and n columns. */
  void copy(Matrix from, Matrix to, int m, int n) {
    scalar.run(
        new Object[] {from.array(), to.array()},
        new int[] {from.at(), to.at()},
        new int[] {from.rowStride(), to.rowStride()},
        m,
        new int[] {from.columnStride(), to.columnStride()},
        n);
  }

  /** How many of the columns, but not the last, can be read so far without leaving the array. */
  private static int readable(Matrix x, int rows, int n) {
    int length = java.lang.reflect.Array.getLength(x.array());
    int last = n - 1;
    while (last > 0 && (x.columnStride() < 0 || x.from(0, last - 1).at() > length - rows)) {
      last--;
    }
    return last;
  }

  /** Fills the columns r from {@code width} to {@code step} with zeros. */
  static void pad(Object to, int at, int step, int width, int n) {
    for (int p = 0; p < n; p++) {
      int from = at + p * step + width;
      int end = at + (p + 1) * step;
      if (to instanceof float[] floats) {
        Arrays.fill(floats, from, end, 0);
      } else {
        Arrays.fill((double[]) to, from, end, 0);
      }
    }
  }
}
