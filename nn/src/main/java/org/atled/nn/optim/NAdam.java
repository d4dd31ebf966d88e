package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Adam with Nesterov's momentum, PyTorch's NAdam: Dozat 2016, "Incorporating Nesterov momentum into
 * Adam". With μₜ = β₁·(1 − 0.96^(t·ψ)/2) and Πₜ = μ₁·…·μₜ: m and v as Adam's, p ← p − lr·((1 −
 * μₜ)/(1 − Πₜ)·g + μₜ₊₁/(1 − Πₜ·μₜ₊₁)·m) / (√(v/(1 − β₂ᵗ)) + ε).
 *
 * <p>PyTorch before 2.0 took Πₜ·μₜ·μₜ₊₁ in place of Πₜ·μₜ₊₁; this is the paper's and today's.
 *
 * @param lr learning rate, at least 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, added to the denominator
 * @param weightDecay λ, at least 0; added to the gradient
 * @param momentumDecay ψ, at least 0
 */
public record NAdam(
    double lr, double beta1, double beta2, double epsilon, double weightDecay, double momentumDecay)
    implements Rule {
  private static final double LOG = StrictMath.log(0.96);

  private static final Coefficients SCALARS =
      Coefficients.remembering(
          7,
          7,
          1,
          in -> {
            Term step = in.get(0).add(1);
            Term lr = in.get(1);
            Term mu = momentum(in, step);
            Term next = momentum(in, step.add(1));
            Term product = in.get(7).mul(mu);
            return List.of(
                lr.mul(Coefficients.rest(mu)).div(Coefficients.rest(product)),
                lr.mul(next).div(Coefficients.rest(product.mul(next))),
                Coefficients.rest(Coefficients.power(in.get(3), step)).sqrt(),
                Coefficients.rest(in.get(2)),
                in.get(3),
                in.get(4),
                in.get(5),
                product);
          });

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          11,
          3,
          in -> {
            Term p = in.get(0);
            Term g = in.get(10).fma(p, in.get(1));
            Term beta2 = in.get(8);
            Term m = Underflow.toZero(in.get(7).fma(g.sub(in.get(2)), in.get(2)));
            Term v = Underflow.toZero(beta2.fma(in.get(3), Coefficients.rest(beta2).mul(g).mul(g)));
            Term denominator = v.sqrt().div(in.get(6)).add(in.get(9));
            Term moved = in.get(4).neg().fma(Coefficients.quotient(g, denominator), p);
            return List.of(in.get(5).neg().fma(Coefficients.quotient(m, denominator), moved), m, v);
          });

  public NAdam {
    all(lr, beta1, beta2, epsilon, weightDecay, momentumDecay);
  }

  /** With PyTorch's defaults: β = (0.9, 0.999), ε = 1e-8, λ = 0, ψ = 0.004; its rate is 0.002. */
  public static NAdam withLearningRate(double lr) {
    return new NAdam(lr, 0.9, 0.999, 1e-8, 0, 4e-3);
  }

  public NAdam weightDecay(double lambda) {
    return new NAdam(lr, beta1, beta2, epsilon, lambda, momentumDecay);
  }

  private static Term momentum(List<Term> in, Term step) {
    Term decay = Exponential.exp(step.mul(in.get(6)).mul(LOG));
    return in.get(2).mul(decay.mul(-0.5).add(1));
  }

  private static SequencedMap<String, Double> all(
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      double momentumDecay) {
    return Hyperparameters.of("NAdam")
        .positive("lr", lr)
        .decay("beta1", beta1)
        .decay("beta2", beta2)
        .positive("epsilon", epsilon)
        .positive("weightDecay", weightDecay)
        .positive("momentumDecay", momentumDecay)
        .all();
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return all(lr, beta1, beta2, epsilon, weightDecay, momentumDecay);
  }

  @Override
  public List<String> buffers() {
    return Moments.BUFFERS;
  }

  /** Π: a product that no formula gives. */
  @Override
  public List<String> numbers() {
    return List.of("mu_product");
  }

  @Override
  public double initial(String name) {
    return name.equals("mu_product") ? 1 : 0;
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
