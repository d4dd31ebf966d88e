package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Adam whose steps are of the momentum alone until the mean of squares can be trusted, PyTorch's
 * RAdam: Liu et al. 2020, "On the variance of the adaptive learning rate and beyond", algorithm 2.
 * ρ∞ = 2/(1 − β₂) − 1 and ρₜ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ); where ρₜ > 5 the step is Adam's times √((ρₜ −
 * 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρₜ)), else lr·m/(1 − β₁ᵗ).
 *
 * @param lr learning rate, at least 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, added to the denominator
 * @param weightDecay λ, at least 0; added to the gradient
 */
public record RAdam(double lr, double beta1, double beta2, double epsilon, double weightDecay)
    implements Rule {
  private static final Coefficients SCALARS =
      Coefficients.of(
          6,
          7,
          in -> {
            Term step = in.get(0).add(1);
            Term beta2 = in.get(3);
            Term power = Coefficients.power(beta2, step);
            Term correction = Coefficients.rest(power);
            Term limit = beta2.constant(2.0).div(Coefficients.rest(beta2)).sub(1);
            Term length = limit.sub(step.mul(2).mul(power).div(correction));
            Term known =
                length
                    .sub(4)
                    .mul(length.sub(2))
                    .mul(limit)
                    .div(limit.sub(4).mul(limit.sub(2)).mul(length));
            Term trusted = length.gt(5);
            Term zero = limit.constant(0.0);
            // A factor of 0 says that there is none.
            Term factor = trusted.select(known.max(0).sqrt().mul(correction.sqrt()), zero);
            return List.of(
                in.get(1).div(Coefficients.rest(Coefficients.power(in.get(2), step))),
                factor,
                Coefficients.rest(in.get(2)),
                beta2,
                Coefficients.rest(beta2),
                in.get(4),
                in.get(5));
          });

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          11,
          3,
          in -> {
            Term p = in.get(0);
            Term g = in.get(10).fma(p, in.get(1));
            Term m = Underflow.toZero(in.get(6).fma(g.sub(in.get(2)), in.get(2)));
            Term v = Underflow.toZero(in.get(7).fma(in.get(3), in.get(8).mul(g).mul(g)));
            Term factor = in.get(5);
            Term adapted = Coefficients.quotient(m, v.sqrt().add(in.get(9))).mul(factor);
            Term direction = factor.eq(0).select(m, adapted);
            return List.of(in.get(4).neg().fma(direction, p), m, v);
          });

  public RAdam {
    Moments.hyperparameters("RAdam", lr, beta1, beta2, epsilon, weightDecay);
  }

  /** With PyTorch's defaults: β = (0.9, 0.999), ε = 1e-8, λ = 0; its rate is 0.001. */
  public static RAdam withLearningRate(double lr) {
    return new RAdam(lr, 0.9, 0.999, 1e-8, 0);
  }

  public RAdam weightDecay(double lambda) {
    return new RAdam(lr, beta1, beta2, epsilon, lambda);
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return Moments.hyperparameters("RAdam", lr, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public List<String> buffers() {
    return Moments.BUFFERS;
  }

  @Override
  public Expression scalars(DType type) {
    return SCALARS.at(type);
  }

  @Override
  public Expression update(DType type) {
    return UPDATE.at(type);
  }
}
