package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.cpu.MatrixProduct;
import org.atled.cpu.Scratch;

/**
 * The product of matrices on vectors: {@link Packed} but where the right operand is read where it
 * lies, by {@link InPlace} for a few rows and by {@link Strips} for a short k.
 */
final class VectorProduct implements MatrixProduct {
  /** Of a product that reads its right operand in place whatever its k. */
  private static final int MOST_ROWS_IN_PLACE = 4;

  private final DType dtype;
  private final Tiles tiles;
  private final Panels panels;

  VectorProduct(DType dtype) {
    this(dtype, Tiles.newest(dtype));
  }

  private VectorProduct(DType dtype, Tiles tiles) {
    this.dtype = dtype;
    this.tiles = tiles;
    this.panels = new Panels(dtype, tiles);
  }

  /** The same of other tiles than these, which HotSpot did not compile well. */
  VectorProduct renewed() {
    return new VectorProduct(dtype, Tiles.otherThan(tiles));
  }

  Tiles tiles() {
    return tiles;
  }

  @Override
  public void multiply(
      Matrix a, Matrix b, Matrix c, int m, int k, int n, Team team, Finish finish) {
    if (c.columnStride() == 1) {
      rowMajor(a, b, c, m, k, n, team, finish);
    } else if (c.rowStride() == 1) {
      // (A·B)ᵀ = Bᵀ·Aᵀ with the same products and sums.
      Finish transposed = finish.transposed();
      rowMajor(b.transposed(), a.transposed(), c.transposed(), n, k, m, team, transposed);
    } else {
      Matrix rows = new Matrix(Scratch.take(dtype, m * n), 0, n, 1);
      rowMajor(a, b, rows, m, k, n, team, Finish.NOTHING);
      panels.copy(rows, c, m, n);
      Scratch.give(dtype, m * n, rows.array());
      finish.block(c, 0, 0, m, n);
    }
  }

  @Override
  public boolean leavesRowsToLoops() {
    return true;
  }

  private void rowMajor(
      Matrix a, Matrix b, Matrix c, int m, int k, int n, Team team, Finish finish) {
    int threads = team.threads();
    Strips strips = new Strips(dtype, tiles, panels, a, b, c, m, k, n);
    if (m <= MOST_ROWS_IN_PLACE && b.columnStride() == 1 && n >= tiles.lanes()) {
      new InPlace(dtype, tiles, panels, a, b, c, m, k, n).run(team, finish);
    } else if (strips.serve(threads)) {
      strips.run(team, finish);
    } else {
      Packed.multiply(new Packed(dtype, tiles, panels, a, b, c, m, k, n, threads), team, finish);
    }
  }
}
