package org.atled.cpu.simd;

import java.util.function.Supplier;
import org.atled.core.shape.DType;
import org.atled.cpu.LaneReducer;

/** A scalar reducer that becomes a vector one when that has been seen to be fast. */
final class WarmingReducer implements LaneReducer {
  private final int least;
  private final LaneReducer scalar;
  private final WarmUp warmUp;
  private volatile LaneReducer current;

  /**
   * @param least the shortest rows of neighbours that vectors reduce
   * @param in the type of what is reduced
   * @param out that of the results
   * @param vectors a new one each time, if it is generated
   */
  WarmingReducer(
      int least, DType in, DType out, LaneReducer scalar, Supplier<LaneReducer> vectors) {
    this.least = least;
    this.scalar = scalar;
    this.warmUp =
        new WarmUp(
            WarmingLoop.WORTH_WARMING,
            () -> new ReducerTrial(in, out, scalar, vectors, fast -> current = fast));
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
    if (reducer == scalar && stride == 1 && n >= least) {
      warmUp.count((long) outer * n);
    }
    reducer.reduce(in, at, outerStride, outer, stride, n, out, outAt, outStride);
  }

  /** Whether vectors have taken over. */
  boolean switched() {
    return current != scalar;
  }
}
