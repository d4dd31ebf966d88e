package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Adam with the greatest gradient in place of the mean of squares, PyTorch's Adamax: Kingma and Ba
 * 2015, algorithm 2. m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g| + ε), p ← p − lr/(1 − β₁ᵗ)·m/u.
 *
 * @param lr learning rate, at least 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, added to the size of the gradient
 * @param weightDecay λ, at least 0; added to the gradient
 */
public record Adamax(double lr, double beta1, double beta2, double epsilon, double weightDecay)
    implements Rule {
  private static final Coefficients SCALARS =
      Coefficients.of(
          6,
          5,
          in ->
              List.of(
                  in.get(1).div(Coefficients.rest(Coefficients.power(in.get(2), in.get(0).add(1)))),
                  Coefficients.rest(in.get(2)),
                  in.get(3),
                  in.get(4),
                  in.get(5)));

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          9,
          3,
          in -> {
            Term p = in.get(0);
            Term g = in.get(8).fma(p, in.get(1));
            Term m = Underflow.toZero(in.get(5).fma(g.sub(in.get(2)), in.get(2)));
            Term u = Underflow.toZero(in.get(6).mul(in.get(3)).max(g.abs().add(in.get(7))));
            return List.of(in.get(4).neg().fma(Coefficients.quotient(m, u), p), m, u);
          });

  public Adamax {
    Moments.hyperparameters("Adamax", lr, beta1, beta2, epsilon, weightDecay);
  }

  /** With PyTorch's defaults: β = (0.9, 0.999), ε = 1e-8, λ = 0; its rate is 0.002. */
  public static Adamax withLearningRate(double lr) {
    return new Adamax(lr, 0.9, 0.999, 1e-8, 0);
  }

  public Adamax weightDecay(double lambda) {
    return new Adamax(lr, beta1, beta2, epsilon, lambda);
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return Moments.hyperparameters("Adamax", lr, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public List<String> buffers() {
    return List.of("exp_avg", "exp_inf");
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
