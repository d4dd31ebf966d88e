package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.core.spi.Storage;
import org.atled.cpu.MatrixProduct;

/** The scalar product until HotSpot has compiled the vector one, which gives the same bits. */
final class WarmingProduct implements MatrixProduct {
  /** Multiply-adds after which a program is taken to need more of them: some milliseconds. */
  private static final long WORTH_WARMING = 1 << 25;

  private final DType dtype;
  private final MatrixProduct scalar;
  private final WarmUp warmUp;
  private volatile MatrixProduct current;

  WarmingProduct(DType dtype, MatrixProduct scalar) {
    this.dtype = dtype;
    this.scalar = scalar;
    this.current = scalar;
    this.warmUp = new WarmUp(WORTH_WARMING, Sample::new);
  }

  @Override
  public void multiply(
      Matrix a, Matrix b, Matrix c, int m, int k, int n, Team team, Finish finish) {
    MatrixProduct product = current;
    if (product == scalar) {
      warmUp.count((long) m * k * n);
    }
    product.multiply(a, b, c, m, k, n, team, finish);
  }

  @Override
  public boolean leavesRowsToLoops() {
    return current.leavesRowsToLoops();
  }

  /**
   * Every tile and packer once on short strips, and a product that takes the scalar code a little
   * longer than that: a single tile that is not compiled yet would take as long as all others.
   */
  private final class Sample implements Trial {
    private final Matrix left = matrix(48, 64);
    private final Matrix right = matrix(64, 96);
    private final Matrix result = matrix(48, 96);
    private final Object from = matrix(1, Tiles.rehearsalLength()).array();
    private final Object to = matrix(1, Tiles.rehearsalLength()).array();
    private VectorProduct vector = new VectorProduct(dtype);

    private Matrix matrix(int rows, int columns) {
      Storage zeros = Storage.zeros(dtype, rows * columns);
      return new Matrix(zeros.array(), 0, columns, 1);
    }

    @Override
    public void scalar() {
      scalar.multiply(left, right, result, 48, 64, 96, Team.SOLO, Finish.NOTHING);
    }

    @Override
    public void vector() {
      vector.tiles().rehearse(from, to);
    }

    @Override
    public void switchOver() {
      current = vector;
    }

    @Override
    public void renew() {
      vector = vector.renewed();
    }
  }
}
