package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Steps divided by the root of a running mean of squared gradients, PyTorch's RMSprop: Hinton 2012,
 * lecture 6e; centred: Graves 2013, "Generating sequences", eq. 38 to 45. v ← α·v + (1 − α)·g²;
 * centred a ← α·a + (1 − α)·g and w = v − a², else w = v; with momentum b ← μ·b + g/(√w + ε) and p
 * ← p − lr·b, else p ← p − lr·g/(√w + ε). Where rounding makes w negative it counts as 0.
 *
 * @param lr learning rate, at least 0
 * @param alpha α, in [0, 1)
 * @param epsilon ε, added to the denominator
 * @param weightDecay λ, at least 0; added to the gradient
 * @param momentum μ, at least 0
 * @param centred whether the mean is taken off
 */
public record RmsProp(
    double lr, double alpha, double epsilon, double weightDecay, double momentum, boolean centred)
    implements Rule {
  private static final Coefficients SCALARS =
      Coefficients.of(
          6,
          6,
          in ->
              List.of(
                  in.get(1),
                  in.get(2),
                  Coefficients.rest(in.get(2)),
                  in.get(3),
                  in.get(4),
                  in.get(5)));

  private static final FloatExpression PLAIN = update(false, false);
  private static final FloatExpression MOMENTUM = update(true, false);
  private static final FloatExpression CENTRED = update(false, true);
  private static final FloatExpression BOTH = update(true, true);

  public RmsProp {
    all(lr, alpha, epsilon, weightDecay, momentum);
  }

  /** With PyTorch's defaults: α = 0.99, ε = 1e-8, λ = 0, μ = 0; its rate is 0.01. */
  public static RmsProp withLearningRate(double lr) {
    return new RmsProp(lr, 0.99, 1e-8, 0, 0, false);
  }

  public RmsProp weightDecay(double lambda) {
    return new RmsProp(lr, alpha, epsilon, lambda, momentum, centred);
  }

  public RmsProp momentum(double mu) {
    return new RmsProp(lr, alpha, epsilon, weightDecay, mu, centred);
  }

  /** The same with the mean taken off. */
  public RmsProp centring() {
    return new RmsProp(lr, alpha, epsilon, weightDecay, momentum, true);
  }

  private static FloatExpression update(boolean momentum, boolean centred) {
    int buffers = 1 + (momentum ? 1 : 0) + (centred ? 1 : 0);
    return FloatExpression.of(
        8 + buffers,
        1 + buffers,
        in -> {
          List<Term> c = in.subList(2 + buffers, in.size());
          Term p = in.get(0);
          Term g = c.get(4).fma(p, in.get(1));
          Term v = Underflow.toZero(c.get(1).fma(in.get(2), c.get(2).mul(g).mul(g)));
          List<Term> after = new ArrayList<>(List.of(p, v));
          Term square = v;
          if (centred) {
            Term a = Underflow.toZero(c.get(1).fma(in.get(3), c.get(2).mul(g)));
            after.add(a);
            square = v.sub(a.mul(a)).max(0);
          }
          Term direction = Coefficients.quotient(g, square.sqrt().add(c.get(3)));
          if (momentum) {
            direction = Underflow.toZero(c.get(5).fma(in.get(1 + buffers), direction));
            after.add(direction);
          }
          after.set(0, c.get(0).neg().fma(direction, p));
          return after;
        });
  }

  private static SequencedMap<String, Double> all(
      double lr, double alpha, double epsilon, double weightDecay, double momentum) {
    return Hyperparameters.of("RmsProp")
        .positive("lr", lr)
        .decay("alpha", alpha)
        .positive("epsilon", epsilon)
        .positive("weightDecay", weightDecay)
        .positive("momentum", momentum)
        .all();
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return all(lr, alpha, epsilon, weightDecay, momentum);
  }

  @Override
  public List<String> buffers() {
    List<String> names = new ArrayList<>(List.of("square_avg"));
    if (centred) {
      names.add("grad_avg");
    }
    if (momentum != 0) {
      names.add("momentum_buffer");
    }
    return names;
  }

  @Override
  public Expression scalars(DType type) {
    return SCALARS.at(type);
  }

  @Override
  public Expression update(DType type) {
    FloatExpression update =
        momentum == 0 ? (centred ? CENTRED : PLAIN) : (centred ? BOTH : MOMENTUM);
    return update.at(type);
  }
}
