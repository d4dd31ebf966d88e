package org.atled.cpu;

import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.Storage;
import org.atled.cpu.MatrixProduct.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Right operands of products of few rows, which read them once, so that packing them each time
 * would take longer than the product: a copy in panels of {@value #WIDTH} columns, row after row,
 * is read as fast as memory allows.
 */
final class WeightPanels {
  /** Products of more rows pack their operands anyway. */
  static final int MOST_ROWS = 4;

  /** Columns of a panel: four vectors of 64 bytes of float32. */
  static final int WIDTH = 64;

  private static final int LEAST_COLUMNS = 8;

  /** Smaller operands are in the first cache however they lie. */
  private static final int LEAST = 1 << 12;

  private final KnownWeights weights;
  private final LoopCache loops;

  WeightPanels(KnownWeights weights, LoopCache loops) {
    this.weights = weights;
    this.loops = loops;
  }

  /** Where the operand is, and its size. */
  private record Form(int at, int rowStride, int columnStride, int k, int n) {}

  /** Whether copies may help with such a product at all. */
  static boolean helpsWith(Matrix b, int m, int k, int n) {
    boolean across = b.columnStride() > 1 && b.rowStride() != 0;
    return m <= MOST_ROWS && across && n >= LEAST_COLUMNS && (long) k * n >= LEAST;
  }

  /**
   * The panels of a right operand, the last one perhaps narrower: panel j begins at {@code
   * k·WIDTH·j}, its rows as wide as it is. Null if there is no copy.
   */
  @Nullable Object of(Storage storage, Matrix b, int k, int n) {
    Form form = new Form(b.at(), b.rowStride(), b.columnStride(), k, n);
    return weights.copy(storage, form, k * n, panels -> lay(storage, b, k, n, panels));
  }

  private void lay(Storage storage, Matrix b, int k, int n, Object panels) {
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      int[] along = {b.columnStride(), 1};
      Loop loop = loops.get(Maps.same(storage.dtype()), Reductions.steps(along));
      loop.run(
          new Object[] {b.array(), panels},
          new int[] {b.from(0, j).at(), k * j},
          new int[] {b.rowStride(), width},
          k,
          along,
          width);
    }
  }
}
