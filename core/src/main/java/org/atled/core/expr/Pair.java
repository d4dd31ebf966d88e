package org.atled.core.expr;

/**
 * A number of float64 as the unevaluated sum of two terms, some 105 bits, after Dekker, <i>A
 * floating-point technique for extending the available precision</i>, 1971.
 *
 * @param low at most half a unit in the last place of {@code high}, or little more
 */
record Pair(Term high, Term low) {
  /** a + b, nothing lost. */
  static Pair sum(Term a, Term b) {
    Term s = a.add(b);
    Term t = s.sub(a);
    return new Pair(s, a.sub(s.sub(t)).add(b.sub(t)));
  }

  /** a + b, nothing lost, where |a| ≥ |b| or a is 0. */
  static Pair ordered(Term a, Term b) {
    Term s = a.add(b);
    return new Pair(s, b.sub(s.sub(a)));
  }

  /** a·b, nothing lost. */
  static Pair product(Term a, Term b) {
    Term p = a.mul(b);
    return new Pair(p, a.fma(b, p.neg()));
  }

  /** With a number added that is small beside this. */
  Pair plus(Term b) {
    return ordered(high, low.add(b));
  }

  /** With a number added that is small beside this. */
  Pair plus(double b) {
    return plus(high.constant(b));
  }

  Pair times(Pair b) {
    Pair p = product(high, b.high);
    return p.plus(high.fma(b.low, low.mul(b.high)));
  }
}
