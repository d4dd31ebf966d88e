package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Steps by the sign of a momentum: Chen et al. 2023, "Symbolic discovery of optimization
 * algorithms", algorithm 2. p ← p·(1 − lr·λ) − lr·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 −
 * β₂)·g. Rates are three to ten times smaller than Adam's, and λ as many times greater.
 *
 * @param lr learning rate, at least 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param weightDecay λ, at least 0
 */
public record Lion(double lr, double beta1, double beta2, double weightDecay) implements Rule {
  private static final Coefficients SCALARS =
      Coefficients.of(
          5,
          4,
          in ->
              List.of(
                  in.get(1),
                  Coefficients.rest(in.get(2)),
                  Coefficients.rest(in.get(3)),
                  Coefficients.rest(in.get(1).mul(in.get(4)))));

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          7,
          2,
          in -> {
            Term g = in.get(1);
            Term m = in.get(2);
            Term change = g.sub(m);
            Term direction = Coefficients.sign(in.get(4).fma(change, m));
            return List.of(
                in.get(3).neg().fma(direction, in.get(0).mul(in.get(6))),
                Underflow.toZero(in.get(5).fma(change, m)));
          });

  public Lion {
    all(lr, beta1, beta2, weightDecay);
  }

  /** With the paper's defaults: β = (0.9, 0.99), λ = 0; its rate is 1e-4. */
  public static Lion withLearningRate(double lr) {
    return new Lion(lr, 0.9, 0.99, 0);
  }

  public Lion weightDecay(double lambda) {
    return new Lion(lr, beta1, beta2, lambda);
  }

  private static SequencedMap<String, Double> all(
      double lr, double beta1, double beta2, double weightDecay) {
    return Hyperparameters.of("Lion")
        .positive("lr", lr)
        .decay("beta1", beta1)
        .decay("beta2", beta2)
        .positive("weightDecay", weightDecay)
        .all();
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return all(lr, beta1, beta2, weightDecay);
  }

  @Override
  public List<String> buffers() {
    return List.of("exp_avg");
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
