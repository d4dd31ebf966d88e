package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Steps divided by the root of the sum of all squared gradients, PyTorch's Adagrad: Duchi, Hazan
 * and Singer 2011. s ← s + g², p ← p − lr/(1 + (t − 1)·η)·g/(√s + ε).
 *
 * @param lr learning rate, at least 0
 * @param lrDecay η, at least 0
 * @param epsilon ε, added to the denominator
 * @param weightDecay λ, at least 0; added to the gradient
 * @param initialSum what s begins with, at least 0
 */
public record Adagrad(
    double lr, double lrDecay, double epsilon, double weightDecay, double initialSum)
    implements Rule {
  private static final Coefficients SCALARS =
      Coefficients.of(
          5,
          3,
          in -> List.of(in.get(1).div(in.get(0).mul(in.get(2)).add(1)), in.get(3), in.get(4)));

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          6,
          2,
          in -> {
            Term p = in.get(0);
            Term g = in.get(5).fma(p, in.get(1));
            Term sum = g.fma(g, in.get(2));
            Term direction = Coefficients.quotient(g, sum.sqrt().add(in.get(4)));
            return List.of(in.get(3).neg().fma(direction, p), sum);
          });

  public Adagrad {
    all(lr, lrDecay, epsilon, weightDecay).positive("initialSum", initialSum);
  }

  /** With PyTorch's defaults: η = 0, ε = 1e-10, λ = 0, a sum from 0; its rate is 0.01. */
  public static Adagrad withLearningRate(double lr) {
    return new Adagrad(lr, 0, 1e-10, 0, 0);
  }

  public Adagrad lrDecay(double eta) {
    return new Adagrad(lr, eta, epsilon, weightDecay, initialSum);
  }

  public Adagrad weightDecay(double lambda) {
    return new Adagrad(lr, lrDecay, epsilon, lambda, initialSum);
  }

  private static Hyperparameters all(
      double lr, double lrDecay, double epsilon, double weightDecay) {
    return Hyperparameters.of("Adagrad")
        .positive("lr", lr)
        .positive("lrDecay", lrDecay)
        .positive("epsilon", epsilon)
        .positive("weightDecay", weightDecay);
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return all(lr, lrDecay, epsilon, weightDecay).all();
  }

  @Override
  public List<String> buffers() {
    return List.of("sum");
  }

  @Override
  public double initial(String name) {
    return initialSum;
  }

  @Override
  public Expression scalars(DType type) {
    return SCALARS.at(type);
  }

  @Override
  public RowSteps rowSteps() {
    return weightDecay == 0 ? RowSteps.OTHERS_STAY : RowSteps.ALL_MOVE;
  }

  @Override
  public Expression update(DType type) {
    return UPDATE.at(type);
  }
}
