package org.atled.core.expr;

import java.util.function.BinaryOperator;

/**
 * Quotients that are rounded to whole numbers, and what is left. An integer divided by 0 gives 0
 * and leaves 0, as in NumPy: a loop cannot stop for one element. Floats are what C and Python say:
 * a/0 is ±∞ or NaN and leaves NaN.
 */
public final class Division {
  private Division() {}

  /** a/b rounded towards zero. */
  public static Term trunc(Term a, Term b) {
    return a.type().isFloating() ? a.div(b).trunc() : guarded(a, b, Term::div);
  }

  /** a − b·trunc(a/b) without rounding: C's fmod. It has the sign of a. */
  public static Term fmod(Term a, Term b) {
    return a.type().isFloating() ? a.rem(b) : guarded(a, b, Term::rem);
  }

  /** a − b·⌊a/b⌋: Python's remainder. It has the sign of b. */
  public static Term remainder(Term a, Term b) {
    Term rest = fmod(a, b);
    return differInSign(rest, b).select(rest.add(b), rest);
  }

  /**
   * ⌊a/b⌋, of floats by what is left, as Python does it: the quotient itself may have been rounded
   * up to a whole number.
   */
  public static Term floor(Term a, Term b) {
    Term rest = fmod(a, b);
    Term down = differInSign(rest, b);
    if (!a.type().isFloating()) {
      Term towardsZero = trunc(a, b);
      return down.select(towardsZero.sub(1), towardsZero);
    }
    Term nearlyWhole = a.sub(rest).div(b);
    nearlyWhole = down.select(nearlyWhole.sub(1), nearlyWhole);
    Term below = nearlyWhole.floor();
    Term whole = nearlyWhole.sub(below).gt(0.5).select(below.add(1), below);
    Term quotient = a.div(b);
    Term signed = nearlyWhole.eq(0).select(quotient.mul(0), whole);
    return b.eq(0).select(quotient, signed);
  }

  private static Term guarded(Term a, Term b, BinaryOperator<Term> f) {
    Term zero = b.eq(0);
    return zero.select(a.constant(0L), f.apply(a, zero.select(b.constant(1L), b)));
  }

  private static Term differInSign(Term rest, Term b) {
    return rest.ne(rest.constant(0L)).and(rest.lt(0).xor(b.lt(0)));
  }
}
