package org.atled.cpu.simd;

import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;

/**
 * Whole vectors of every row by one loop, then what is left of every row by another. That order is
 * as good as row by row: an element of an output depends on elements at its own place alone, and an
 * output that is an input is so at the same place.
 *
 * @param vectors a generated loop for lengths that are multiples of {@code lanes}
 * @param rest the scalar loop for the same form
 * @param moves for each operand whether it moves along a row: its step is ONE
 */
record VectorLoop(Loop vectors, Loop rest, int lanes, boolean[] moves) implements Loop {

  static VectorLoop of(VectorForm form, Loop scalar) {
    boolean[] moves = new boolean[form.form().steps().size()];
    for (int x = 0; x < moves.length; x++) {
      moves[x] = form.form().steps().get(x) == Step.ONE;
    }
    return new VectorLoop(new VectorLoopWriter(form).write(), scalar, form.lanes(), moves);
  }

  @Override
  public void run(
      Object[] arrays,
      int[] offsets,
      int[] outerStrides,
      int outer,
      int[] innerStrides,
      int inner) {
    int whole = inner & -lanes;
    if (whole == 0) {
      rest.run(arrays, offsets, outerStrides, outer, innerStrides, inner);
      return;
    }
    vectors.run(arrays, offsets, outerStrides, outer, innerStrides, whole);
    if (whole < inner) {
      int[] at = offsets.clone();
      for (int x = 0; x < at.length; x++) {
        at[x] += moves[x] ? whole : 0;
      }
      rest.run(arrays, at, outerStrides, outer, innerStrides, inner - whole);
    }
  }
}
