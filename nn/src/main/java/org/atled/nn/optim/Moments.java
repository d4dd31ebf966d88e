package org.atled.nn.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * What Adam and AdamW share: Kingma and Ba 2015, algorithm 1, with PyTorch's terms. With t the
 * number of this step, from 1: m ← m + (1 − β₁)(g − m), v ← β₂·v + (1 − β₂)·g², p ← p − lr/(1 −
 * β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
 */
final class Moments {
  static final List<String> BUFFERS = List.of("exp_avg", "exp_avg_sq");

  /** Weight decay as part of the gradient: g + λ·p. */
  static final FloatExpression ADAM = update(false, false);

  /** Weight decay beside the gradient: p·(1 − lr·λ). */
  static final FloatExpression ADAM_W = update(true, false);

  /** The same two with the greatest v so far: Reddi, Kale and Kumar 2018, algorithm 2. */
  static final FloatExpression AMS_ADAM = update(false, true);

  static final FloatExpression AMS_ADAM_W = update(true, true);
  static final List<String> AMS_BUFFERS = List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq");

  private static final Map<DType, Expression> SCALARS = new ConcurrentHashMap<>();

  private Moments() {}

  static SequencedMap<String, Double> hyperparameters(
      String rule, double lr, double beta1, double beta2, double epsilon, double weightDecay) {
    SequencedMap<String, Double> all = new LinkedHashMap<>();
    try {
      all.put("lr", Optimizer.checked("lr", lr, 0, Double.MAX_VALUE));
      all.put("beta1", Optimizer.checked("beta1", beta1, 0, Math.nextDown(1.0)));
      all.put("beta2", Optimizer.checked("beta2", beta2, 0, Math.nextDown(1.0)));
      all.put("epsilon", Optimizer.checked("epsilon", epsilon, 0, Double.MAX_VALUE));
      all.put("weightDecay", Optimizer.checked("weightDecay", weightDecay, 0, Double.MAX_VALUE));
    } catch (ArgumentException e) {
      throw (ArgumentException) e.within(rule);
    }
    return all;
  }

  /**
   * (t − 1, lr, β₁, β₂, ε, λ) → (lr/(1 − β₁ᵗ), √(1 − β₂ᵗ), 1 − β₁, β₂, 1 − β₂, ε, λ, 1 − lr·λ). The
   * powers are e^(t·ln β), for which β = 0 gives e^−∞ = 0.
   */
  static Expression scalars(DType type) {
    return SCALARS.computeIfAbsent(
        type,
        t ->
            Expression.of(
                Collections.nCopies(6, DType.FLOAT64),
                Collections.nCopies(8, t),
                in -> {
                  Term step = in.get(0).add(1);
                  Term lr = in.get(1);
                  Term beta1 = in.get(2);
                  Term beta2 = in.get(3);
                  Term correction1 = Exponential.exp(step.mul(Logarithm.log(beta1))).neg().add(1);
                  Term correction2 = Exponential.exp(step.mul(Logarithm.log(beta2))).neg().add(1);
                  return List.of(
                      lr.div(correction1),
                      correction2.sqrt(),
                      beta1.neg().add(1),
                      beta2,
                      beta2.neg().add(1),
                      in.get(4),
                      in.get(5),
                      lr.mul(in.get(5)).neg().add(1));
                }));
  }

  private static FloatExpression update(boolean decoupled, boolean amsgrad) {
    int coefficients = amsgrad ? 5 : 4;
    return FloatExpression.of(
        coefficients + 8,
        coefficients - 1,
        in -> {
          List<Term> c = in.subList(coefficients, in.size());
          Term p = decoupled ? in.get(0).mul(c.get(7)) : in.get(0);
          Term g = decoupled ? in.get(1) : c.get(6).fma(in.get(0), in.get(1));
          Term m = Underflow.toZero(c.get(2).fma(g.sub(in.get(2)), in.get(2)));
          Term v = Underflow.toZero(c.get(3).fma(in.get(3), c.get(4).mul(g).mul(g)));
          Term greatest = amsgrad ? v.max(in.get(4)) : v;
          Term denominator = greatest.sqrt().div(c.get(1)).add(c.get(5));
          // The quotient first: lr times a small m could be subnormal. Where v has come to 0 and
          // there is no ε, nothing is known of a direction's size, and p stays.
          Term zero = m.constant(0.0);
          Term direction = denominator.eq(0).select(zero, m.div(denominator));
          Term moved = c.get(0).neg().fma(direction, p);
          return amsgrad ? List.of(moved, m, v, greatest) : List.of(moved, m, v);
        });
  }
}
