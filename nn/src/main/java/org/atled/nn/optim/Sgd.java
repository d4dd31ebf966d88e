package org.atled.nn.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Gradient descent, PyTorch's SGD: d = g + λ·p; with momentum b ← μ·b + (1 − τ)·d (b ← d at the
 * first step) and then d = b, or d + μ·b with Nesterov's; p ← p − lr·d. Sutskever et al. 2013.
 *
 * @param lr learning rate, at least 0
 * @param momentum μ, at least 0
 * @param dampening τ, finite
 * @param weightDecay λ, at least 0
 * @param nesterov needs a momentum and no dampening
 * @param maximize whether the loss is to grow: −g in place of g
 */
public record Sgd(
    double lr,
    double momentum,
    double dampening,
    double weightDecay,
    boolean nesterov,
    boolean maximize)
    implements Rule {
  private static final FloatExpression PLAIN = plain(false);
  private static final FloatExpression MOMENTUM = withMomentum(false, false);
  private static final FloatExpression NESTEROV = withMomentum(true, false);
  private static final FloatExpression PLAIN_UP = plain(true);
  private static final FloatExpression MOMENTUM_UP = withMomentum(false, true);
  private static final FloatExpression NESTEROV_UP = withMomentum(true, true);
  private static final Map<DType, Expression> SCALARS = new ConcurrentHashMap<>();
  private static final Map<DType, Expression> MOMENTUM_SCALARS = new ConcurrentHashMap<>();

  public Sgd {
    try {
      Optimizer.checked("lr", lr, 0, Double.MAX_VALUE);
      Optimizer.checked("momentum", momentum, 0, Double.MAX_VALUE);
      Optimizer.checked("dampening", dampening, -Double.MAX_VALUE, Double.MAX_VALUE);
      Optimizer.checked("weightDecay", weightDecay, 0, Double.MAX_VALUE);
      if (nesterov && (momentum == 0 || dampening != 0)) {
        throw new ArgumentException("nesterov needs a momentum above 0 and a dampening of 0.");
      }
    } catch (ArgumentException e) {
      throw (ArgumentException) e.within("Sgd");
    }
  }

  /** Making the loss small. */
  public Sgd(double lr, double momentum, double dampening, double weightDecay, boolean nesterov) {
    this(lr, momentum, dampening, weightDecay, nesterov, false);
  }

  public static Sgd withLearningRate(double lr) {
    return new Sgd(lr, 0, 0, 0, false);
  }

  public Sgd momentum(double mu) {
    return new Sgd(lr, mu, dampening, weightDecay, nesterov, maximize);
  }

  public Sgd weightDecay(double lambda) {
    return new Sgd(lr, momentum, dampening, lambda, nesterov, maximize);
  }

  /** The same making the loss great. */
  public Sgd maximizing() {
    return new Sgd(lr, momentum, dampening, weightDecay, nesterov, true);
  }

  private static Term gradient(List<Term> in, boolean maximize) {
    return maximize ? in.get(1).neg() : in.get(1);
  }

  private static FloatExpression plain(boolean maximize) {
    return FloatExpression.of(
        4,
        in -> {
          Term p = in.get(0);
          Term d = in.get(3).fma(p, gradient(in, maximize));
          return in.get(2).neg().fma(d, p);
        });
  }

  private static FloatExpression withMomentum(boolean nesterov, boolean maximize) {
    return FloatExpression.of(
        7,
        2,
        in -> {
          Term p = in.get(0);
          Term lr = in.get(3);
          Term mu = in.get(5);
          Term d = in.get(4).fma(p, gradient(in, maximize));
          Term b = Underflow.toZero(mu.fma(in.get(2), in.get(6).mul(d)));
          Term direction = nesterov ? mu.fma(b, d) : b;
          return List.of(lr.neg().fma(direction, p), b);
        });
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    SequencedMap<String, Double> all = new LinkedHashMap<>();
    all.put("lr", lr);
    all.put("weightDecay", weightDecay);
    if (momentum != 0) {
      all.put("momentum", momentum);
      all.put("dampening", dampening);
    }
    return all;
  }

  @Override
  public List<String> buffers() {
    return momentum == 0 ? List.of() : List.of("momentum_buffer");
  }

  /** (t, lr, λ[, μ, τ]) → (lr, λ[, μ, the weight of d]): the first d enters the buffer whole. */
  @Override
  public Expression scalars(DType type) {
    return momentum == 0
        ? SCALARS.computeIfAbsent(
            type,
            t ->
                Expression.of(
                    Collections.nCopies(3, DType.FLOAT64),
                    List.of(t, t),
                    in -> List.of(in.get(1), in.get(2))))
        : MOMENTUM_SCALARS.computeIfAbsent(
            type,
            t ->
                Expression.of(
                    Collections.nCopies(5, DType.FLOAT64),
                    List.of(t, t, t, t),
                    in -> {
                      Term undamped = in.get(4).neg().add(1);
                      Term first = in.get(0).eq(0).select(undamped.constant(1.0), undamped);
                      return List.of(in.get(1), in.get(2), in.get(3), first);
                    }));
  }

  @Override
  public RowSteps rowSteps() {
    return momentum == 0 && weightDecay == 0 ? RowSteps.OTHERS_STAY : RowSteps.ALL_MOVE;
  }

  @Override
  public Expression update(DType type) {
    FloatExpression down = momentum == 0 ? PLAIN : nesterov ? NESTEROV : MOMENTUM;
    FloatExpression up = momentum == 0 ? PLAIN_UP : nesterov ? NESTEROV_UP : MOMENTUM_UP;
    return (maximize ? up : down).at(type);
  }
}
