package org.atled.cpu.simd;

import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;

/**
 * Whole vectors of every row by one loop, then what is left of every row: by the last vector of
 * each, some of whose elements are computed once more, or by the scalar loop where that would see
 * what was written. That order is as good as row by row: an element of an output depends on
 * elements at its own place alone, and an output that is an input is so at the same place.
 *
 * @param vectors a generated loop for lengths that are multiples of {@code lanes}
 * @param rest the scalar loop for the same form
 * @param moves for each operand whether it moves along a row: its step is ONE
 * @param inputs how many operands are; outputs follow
 */
record VectorLoop(Loop vectors, Loop rest, int lanes, boolean[] moves, int inputs) implements Loop {

  static VectorLoop of(VectorForm form, Loop scalar) {
    boolean[] moves = new boolean[form.form().steps().size()];
    for (int x = 0; x < moves.length; x++) {
      moves[x] = form.form().steps().get(x) == Step.ONE;
    }
    int inputs = form.form().expression().inputs().size();
    return new VectorLoop(new VectorLoopWriter(form).write(), scalar, form.lanes(), moves, inputs);
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
      boolean again = readsNothingWritten(arrays, offsets, outerStrides, outer, inner);
      int done = again ? inner - lanes : whole;
      int[] at = offsets.clone();
      for (int x = 0; x < at.length; x++) {
        at[x] += moves[x] ? done : 0;
      }
      (again ? vectors : rest).run(arrays, at, outerStrides, outer, innerStrides, inner - done);
    }
  }

  /** Whether all inputs lie apart from all outputs, whose step is ONE. */
  private boolean readsNothingWritten(
      Object[] arrays, int[] offsets, int[] outerStrides, int outer, int inner) {
    for (int out = inputs; out < arrays.length; out++) {
      for (int in = 0; in < inputs; in++) {
        if (arrays[in] == arrays[out]
            && first(in, offsets, outerStrides, outer)
                < end(out, offsets, outerStrides, outer, inner)
            && first(out, offsets, outerStrides, outer)
                < end(in, offsets, outerStrides, outer, inner)) {
          return false;
        }
      }
    }
    return true;
  }

  private static long first(int x, int[] offsets, int[] outerStrides, int outer) {
    return offsets[x] + Math.min(0L, (outer - 1L) * outerStrides[x]);
  }

  private long end(int x, int[] offsets, int[] outerStrides, int outer, int inner) {
    return offsets[x] + Math.max(0L, (outer - 1L) * outerStrides[x]) + (moves[x] ? inner : 1);
  }
}
