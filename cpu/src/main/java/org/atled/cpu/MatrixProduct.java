package org.atled.cpu;

import java.util.function.IntConsumer;
import org.atled.core.spi.GemmKernel;

/** Multiplies two matrices that lie anywhere in memory. */
@FunctionalInterface
public interface MatrixProduct {
  /**
   * {@code c[i, j] = Σₚ a[i, p]·b[p, j]} as one chain of fused multiply-adds for each element, from
   * +0 and p ascending; each matrix has the strides of its two axes, of any value.
   *
   * @param a the left matrix, m × k
   * @param b the right matrix, k × n
   * @param c the result, m × n, which is overwritten; a place to work in if {@code finish} is all
   * @param k at most {@link GemmKernel#CHUNK}
   * @param team who helps
   * @param finish called once for each block of the result that is complete; the blocks cover it
   */
  void multiply(Matrix a, Matrix b, Matrix c, int m, int k, int n, Team team, Finish finish);

  /**
   * Whether loops along the rows of the right matrix, {@link RowTimesMatrix}, do better than this
   * if the left one is a row: where loops are of vectors.
   */
  default boolean leavesRowsToLoops() {
    return false;
  }

  /** Threads that share one product. */
  interface Team {
    /** How many there are, the caller among them. */
    int threads();

    /**
     * Runs parts 0 … parts − 1, each once, on any of the threads, and returns when all are done.
     */
    void each(int parts, IntConsumer part);

    /** The caller alone. */
    Team SOLO =
        new Team() {
          @Override
          public int threads() {
            return 1;
          }

          @Override
          public void each(int parts, IntConsumer part) {
            for (int i = 0; i < parts; i++) {
              part.accept(i);
            }
          }
        };
  }

  /** What is done to a block of the result by the thread that computed it, while it is cached. */
  @FunctionalInterface
  interface Finish {
    Finish NOTHING = (sums, row, column, rows, columns) -> {};

    /**
     * The block begins at this row and column of the result.
     *
     * @param sums the block itself: in the result, or elsewhere, as a copy of it or, if nobody
     *     wants the result, instead of it
     */
    void block(Matrix sums, int row, int column, int rows, int columns);

    /** Whether the blocks are all that is wanted: then nothing need be stored in the result. */
    default boolean isAll() {
      return false;
    }

    /** The same for who sees the result transposed. */
    default Finish transposed() {
      return within(
          this,
          (sums, row, column, rows, columns) ->
              block(sums.transposed(), column, row, columns, rows));
    }

    /** The same for who computes the part of the result that begins there. */
    default Finish of(int top, int left) {
      return within(
          this,
          (sums, row, column, rows, columns) ->
              block(sums, top + row, left + column, rows, columns));
    }

    private static Finish within(Finish whole, Finish part) {
      return new Finish() {
        @Override
        public void block(Matrix sums, int row, int column, int rows, int columns) {
          part.block(sums, row, column, rows, columns);
        }

        @Override
        public boolean isAll() {
          return whole.isAll();
        }
      };
    }
  }

  /**
   * A matrix in memory: element (i, j) stands at {@code at + i·rowStride + j·columnStride}.
   *
   * @param array {@code float[]} or {@code double[]}; bytes, where they are what is multiplied by
   */
  record Matrix(Object array, int at, int rowStride, int columnStride) {
    /** The part that begins at row i, column j. */
    public Matrix from(int i, int j) {
      return new Matrix(array, at + i * rowStride + j * columnStride, rowStride, columnStride);
    }

    public Matrix transposed() {
      return new Matrix(array, at, columnStride, rowStride);
    }
  }
}
