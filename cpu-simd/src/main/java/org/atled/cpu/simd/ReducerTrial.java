package org.atled.cpu.simd;

import java.util.function.Consumer;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel.Combiner;
import org.atled.cpu.LaneReducer;

/** The trial of a reducer: rows of several lengths, with and without a rest. */
final class ReducerTrial implements Trial {
  /** Rows, elements of each, where the first begins, and the stride. */
  private static final int[][] CALLS = {
    {1, 2048, 0, 1}, {3, 500, 1, 1}, {12, 135, 3, 1}, {16, 128, 0, 1}, {4, 16, 0, 1}, {5, 37, 2, 2}
  };

  private final Combiner combiner;
  private final DType dtype;
  private final LaneReducer scalar;
  private final Consumer<LaneReducer> switchOver;
  private final Object in;
  private final Object out;
  private LaneReducer vectors;

  ReducerTrial(
      Combiner combiner, DType dtype, LaneReducer scalar, Consumer<LaneReducer> switchOver) {
    this.combiner = combiner;
    this.dtype = dtype;
    this.scalar = scalar;
    this.switchOver = switchOver;
    this.in = TrialNumbers.of(dtype, 2048);
    this.out = TrialNumbers.of(dtype, 20);
    this.vectors = VectorLaneReducer.of(combiner, dtype, scalar);
  }

  @Override
  public void scalar() {
    run(scalar);
  }

  @Override
  public void vector() {
    run(vectors);
  }

  @Override
  public void switchOver() {
    switchOver.accept(vectors);
  }

  @Override
  public void renew() {
    vectors = VectorLaneReducer.of(combiner, dtype, scalar);
  }

  private void run(LaneReducer reducer) {
    for (int[] call : CALLS) {
      int stride = call[3];
      reducer.reduce(in, call[2], stride * call[1], call[0], stride, call[1], out, 0, 1);
    }
  }
}
