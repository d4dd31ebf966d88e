package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ReduceKernel;
import org.atled.cpu.LaneReducer;
import org.atled.cpu.Scratch;

/**
 * Reduces rows of neighbours by vectors. These fill the sixteen lanes with whole sixteens of
 * elements; the scalar reducer adds the rest and joins the lanes, which it does when it is given
 * the sixteen lanes and then the rest as a row: each lane then begins with identity ⊕ lane, which
 * is the lane.
 *
 * @param vectors fills the lanes
 * @param scalar does the rest, and rows that are short or no neighbours
 */
record VectorLaneReducer(DType dtype, LaneSums vectors, LaneReducer scalar) implements LaneReducer {
  /** Shorter rows are faster without vectors. */
  static final int LEAST = 128;

  private static final int LANES = ReduceKernel.LANES;

  /** Lanes and rest of one row, and of as many rows as are joined at once. */
  private static final int ROW = 2 * LANES;

  private static final int ROWS = 16;

  static VectorLaneReducer of(Combiner combiner, DType dtype, LaneReducer scalar) {
    LaneSums vectors = new LaneSumsWriter(combiner, VectorType.of(dtype)).write();
    return new VectorLaneReducer(dtype, vectors, scalar);
  }

  /** Whether vectors can and should reduce such rows. */
  static boolean fits(int stride, int n) {
    return stride == 1 && n >= LEAST;
  }

  @Override
  public void reduce(
      Object in,
      int at,
      int outerStride,
      int outer,
      int stride,
      int n,
      Object out,
      int outAt,
      int outStride) {
    if (!fits(stride, n) || outer == 0) {
      scalar.reduce(in, at, outerStride, outer, stride, n, out, outAt, outStride);
      return;
    }
    int whole = n & -LANES;
    int rest = n - whole;
    Object lanes = Scratch.take(dtype, ROWS * ROW);
    for (int o = 0, rows; o < outer; o += rows) {
      rows = Math.min(ROWS, outer - o);
      int from = at + o * outerStride;
      vectors.run(in, from, outerStride, rows, whole, lanes, ROW);
      for (int r = 0; rest > 0 && r < rows; r++) {
        System.arraycopy(in, from + r * outerStride + whole, lanes, r * ROW + LANES, rest);
      }
      scalar.reduce(lanes, 0, ROW, rows, 1, LANES + rest, out, outAt + o * outStride, outStride);
    }
    Scratch.give(dtype, ROWS * ROW, lanes);
  }
}
