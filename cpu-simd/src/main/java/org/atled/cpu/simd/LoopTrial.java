package org.atled.cpu.simd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;

/** The trial of a loop: rows of several lengths, with and without a rest, at several offsets. */
final class LoopTrial implements Trial {
  /** Rows, elements of each, and how much further each operand begins than the one before. */
  private static final int[][] CALLS = {
    {1, 1024, 0}, {1, 512, 1}, {3, 203, 5}, {4, 64, 3}, {5, 37, 0}, {2, 3, 2}
  };

  private static final int LONGEST = 1024;

  private final VectorForm form;
  private final Loop scalar;
  private final Consumer<Loop> switchOver;
  private final Object[] arrays;
  private final int[] steps;
  private VectorLoop vectors;

  LoopTrial(VectorForm form, Loop scalar, Consumer<Loop> switchOver) {
    this.form = form;
    this.scalar = scalar;
    this.switchOver = switchOver;
    List<DType> types = new ArrayList<>(form.form().expression().inputs());
    types.addAll(form.form().expression().outputs());
    this.arrays = new Object[types.size()];
    this.steps = new int[arrays.length];
    for (int x = 0; x < arrays.length; x++) {
      arrays[x] = TrialNumbers.of(types.get(x), LONGEST + 5 * arrays.length);
      steps[x] = form.form().steps().get(x) == Step.ONE ? 1 : 0;
    }
    this.vectors = VectorLoop.of(form, scalar);
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
    vectors = VectorLoop.of(form, scalar);
  }

  private void run(Loop loop) {
    for (int[] call : CALLS) {
      int[] offsets = new int[arrays.length];
      int[] outerStrides = new int[arrays.length];
      for (int x = 0; x < arrays.length; x++) {
        offsets[x] = x * call[2];
        outerStrides[x] = steps[x] * call[1];
      }
      loop.run(arrays, offsets, outerStrides, call[0], steps, call[1]);
    }
  }
}
