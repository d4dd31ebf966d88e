package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * What {@link Rule#scalars} gives, written down once for each type: from float64 numbers to
 * coefficients of the parameter's type, and after them what is remembered, in float64.
 */
final class Coefficients {
  private final int inputs;
  private final int outputs;
  private final int numbers;
  private final Function<List<Term>, List<Term>> body;
  private final ConcurrentHashMap<DType, Expression> known = new ConcurrentHashMap<>();

  private Coefficients(
      int inputs, int outputs, int numbers, Function<List<Term>, List<Term>> body) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.numbers = numbers;
    this.body = body;
  }

  /**
   * From inputs, of which the first is the number of steps taken so far, to coefficients.
   *
   * @param inputs how many
   * @param outputs how many
   */
  static Coefficients of(int inputs, int outputs, Function<List<Term>, List<Term>> body) {
    return new Coefficients(inputs, outputs, 0, body);
  }

  /** The same with numbers that are remembered, which are the last inputs and the last outputs. */
  static Coefficients remembering(
      int inputs, int outputs, int numbers, Function<List<Term>, List<Term>> body) {
    return new Coefficients(inputs, outputs, numbers, body);
  }

  Expression at(DType type) {
    return known.computeIfAbsent(
        type,
        t -> {
          List<DType> results = new ArrayList<>(Collections.nCopies(outputs, t));
          results.addAll(Collections.nCopies(numbers, DType.FLOAT64));
          return Expression.of(Collections.nCopies(inputs + numbers, DType.FLOAT64), results, body);
        });
  }

  /** baseˣ as e^(x·ln base), for which a base of 0 gives e^−∞ = 0. */
  static Term power(Term base, Term exponent) {
    return Exponential.exp(exponent.mul(Logarithm.log(base)));
  }

  /** 1 − x. */
  static Term rest(Term x) {
    return x.neg().add(1);
  }

  /** −1, 0 or 1. */
  static Term sign(Term x) {
    Term zero = x.constant(0.0);
    return x.gt(0).select(x.constant(1.0), x.lt(0).select(x.constant(-1.0), zero));
  }

  /** a / b, and 0 where b is: nothing is known of a direction's size there. */
  static Term quotient(Term a, Term b) {
    return b.eq(0).select(a.constant(0.0), a.div(b));
  }
}
