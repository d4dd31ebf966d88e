package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel.Combiner;
import org.atled.cpu.LaneReducer;

/** A scalar reducer that becomes a vector one when that has been seen to be fast. */
final class WarmingReducer implements LaneReducer {
  private final LaneReducer scalar;
  private final WarmUp warmUp;
  private volatile LaneReducer current;

  WarmingReducer(Combiner combiner, DType dtype, LaneReducer scalar) {
    this.scalar = scalar;
    this.warmUp =
        new WarmUp(
            WarmingLoop.WORTH_WARMING,
            () -> new ReducerTrial(combiner, dtype, scalar, fast -> current = fast));
    this.current = scalar;
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
    LaneReducer reducer = current;
    if (reducer == scalar && VectorLaneReducer.fits(stride, n)) {
      warmUp.count((long) outer * n);
    }
    reducer.reduce(in, at, outerStride, outer, stride, n, out, outAt, outStride);
  }

  /** Whether vectors have taken over. */
  boolean switched() {
    return current != scalar;
  }
}
