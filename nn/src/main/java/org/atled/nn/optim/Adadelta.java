package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Steps in the units of the parameter, PyTorch's Adadelta: Zeiler 2012, algorithm 1. v ← ρ·v + (1 −
 * ρ)·g², Δ = √(u + ε)/√(v + ε)·g, u ← ρ·u + (1 − ρ)·Δ², p ← p − lr·Δ.
 *
 * @param lr learning rate, at least 0
 * @param rho ρ, in [0, 1)
 * @param epsilon ε, added under both roots
 * @param weightDecay λ, at least 0; added to the gradient
 */
public record Adadelta(double lr, double rho, double epsilon, double weightDecay) implements Rule {
  private static final Coefficients SCALARS =
      Coefficients.of(
          5,
          5,
          in -> List.of(in.get(1), in.get(2), Coefficients.rest(in.get(2)), in.get(3), in.get(4)));

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          9,
          3,
          in -> {
            Term p = in.get(0);
            Term rho = in.get(5);
            Term rest = in.get(6);
            Term epsilon = in.get(7);
            Term g = in.get(8).fma(p, in.get(1));
            Term v = Underflow.toZero(rho.fma(in.get(2), rest.mul(g).mul(g)));
            Term root = v.add(epsilon).sqrt();
            Term delta = Coefficients.quotient(in.get(3).add(epsilon).sqrt(), root).mul(g);
            Term u = Underflow.toZero(rho.fma(in.get(3), rest.mul(delta).mul(delta)));
            return List.of(in.get(4).neg().fma(delta, p), v, u);
          });

  public Adadelta {
    all(lr, rho, epsilon, weightDecay);
  }

  /** With PyTorch's defaults: ρ = 0.9, ε = 1e-6, λ = 0; its rate is 1. */
  public static Adadelta withLearningRate(double lr) {
    return new Adadelta(lr, 0.9, 1e-6, 0);
  }

  public Adadelta weightDecay(double lambda) {
    return new Adadelta(lr, rho, epsilon, lambda);
  }

  private static SequencedMap<String, Double> all(
      double lr, double rho, double epsilon, double weightDecay) {
    return Hyperparameters.of("Adadelta")
        .positive("lr", lr)
        .decay("rho", rho)
        .positive("epsilon", epsilon)
        .positive("weightDecay", weightDecay)
        .all();
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return all(lr, rho, epsilon, weightDecay);
  }

  @Override
  public List<String> buffers() {
    return List.of("square_avg", "acc_delta");
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
