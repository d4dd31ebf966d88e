package org.atled.cpu;

import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.spi.AttendKernel;

/** The formulas of {@link AttendKernel}, which sees scores block by block. */
final class OnlineSoftmax {
  /** The score of a key that is not seen. */
  static final double NEVER = Double.NEGATIVE_INFINITY;

  static final FloatExpression GREATEST = FloatExpression.of(2, in -> in.get(0).max(in.get(1)));

  /** (greatest, the next greatest) → what sums are multiplied by. */
  static final FloatExpression FACTOR = FloatExpression.of(2, in -> shifted(in.get(0), in.get(1)));

  /** (score, greatest, sum) → its exponential, the sum with it. */
  static final FloatExpression WEIGHT =
      FloatExpression.of(
          3,
          2,
          in -> {
            Term weight = shifted(in.get(0), in.get(1));
            return List.of(weight, in.get(2).add(weight));
          });

  /** (so far, factor, more) → all. */
  static final FloatExpression JOINED =
      FloatExpression.of(3, in -> in.get(0).fma(in.get(1), in.get(2)));

  /** (result, sum) → their quotient; zeros lose their sign. */
  static final FloatExpression QUOTIENT =
      FloatExpression.of(
          2,
          in ->
              in.get(1)
                  .eq(0)
                  .select(
                      in.get(1).constant(0), in.get(0).div(in.get(1)).add(in.get(1).constant(0))));

  /** (greatest, sum) → its logarithm. */
  static final FloatExpression LOG_SUM =
      FloatExpression.of(
          2,
          in ->
              in.get(1)
                  .eq(0)
                  .select(in.get(1).constant(NEVER), in.get(0).add(Logarithm.log(in.get(1)))));

  private OnlineSoftmax() {}

  /** e^(x − y), and 0 where x is −∞. */
  static Term shifted(Term x, Term y) {
    return x.eq(NEVER).select(x.constant(0), Exponential.exp(x.sub(y)));
  }

  static void never(Object array, int from, int end) {
    if (array instanceof float[] floats) {
      Arrays.fill(floats, from, end, Float.NEGATIVE_INFINITY);
    } else {
      Arrays.fill((double[]) array, from, end, NEVER);
    }
  }
}
