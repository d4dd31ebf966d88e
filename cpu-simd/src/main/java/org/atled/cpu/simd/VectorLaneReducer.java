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
 * is the lane. The order in which a minimum or maximum is found makes no difference, so there
 * vectors see the rest too and leave one vector to join.
 *
 * @param vectors fills the lanes
 * @param scalar does the rest, and rows that are short or no neighbours
 */
record VectorLaneReducer(Combiner combiner, VectorType type, LaneSums vectors, LaneReducer scalar)
    implements LaneReducer {
  /** Shorter rows are added faster without vectors. */
  private static final int LEAST = 128;

  private static final int LANES = ReduceKernel.LANES;

  /** Lanes and rest of one row, and of as many rows as are joined at once. */
  private static final int ROW = 2 * LANES;

  private static final int ROWS = 16;

  static VectorLaneReducer of(Combiner combiner, DType dtype, LaneReducer scalar) {
    VectorType type = VectorType.of(dtype);
    LaneSums vectors = new LaneSumsWriter(combiner, type).write();
    return new VectorLaneReducer(combiner, type, vectors, scalar);
  }

  /** Whether vectors can and should reduce such rows. */
  static boolean fits(Combiner combiner, int stride, int n) {
    return stride == 1 && n >= least(combiner);
  }

  /** The length of the shortest rows that vectors reduce. */
  static int least(Combiner combiner) {
    return LaneSumsWriter.isExtreme(combiner) ? LaneSumsWriter.EXTREMES : LEAST;
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
    if (!fits(combiner, stride, n) || outer == 0) {
      scalar.reduce(in, at, outerStride, outer, stride, n, out, outAt, outStride);
      return;
    }
    boolean extreme = LaneSumsWriter.isExtreme(combiner);
    int whole = extreme ? n : n & -LANES;
    int rest = n - whole;
    int left = extreme ? type.lanes() : LANES + rest;
    Object lanes = Scratch.take(type.dtype(), ROWS * ROW);
    for (int o = 0, rows; o < outer; o += rows) {
      rows = Math.min(ROWS, outer - o);
      int from = at + o * outerStride;
      vectors.run(in, from, outerStride, rows, whole, lanes, ROW);
      for (int r = 0; rest > 0 && r < rows; r++) {
        System.arraycopy(in, from + r * outerStride + whole, lanes, r * ROW + LANES, rest);
      }
      scalar.reduce(lanes, 0, ROW, rows, 1, left, out, outAt + o * outStride, outStride);
    }
    Scratch.give(type.dtype(), ROWS * ROW, lanes);
  }
}
