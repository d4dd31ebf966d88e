package org.atled.nn.optim;

import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * What an optimizer remembers must be able to reach 0. Where gradients have stopped (a unit that is
 * dead, an input that is always 0), a moment shrinks by the same factor at each step, and rounding
 * stops it at the smallest subnormal numbers: 0.9 of 4·2⁻¹⁴⁹ rounds to 4·2⁻¹⁴⁹. It would stay there
 * for good, and many processors take a hundred times as long for arithmetic on such numbers.
 */
final class Underflow {
  private Underflow() {}

  /** 0 in place of a number below the smallest normal one; NaN stays NaN. */
  static Term toZero(Term memory) {
    double least = memory.type() == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    return memory.abs().lt(least).select(memory.constant(0.0), memory);
  }
}
