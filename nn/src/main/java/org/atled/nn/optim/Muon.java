package org.atled.nn.optim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;

/**
 * Steps by a momentum whose matrix is made orthogonal, PyTorch's Muon (2.9): Jordan et al. 2024. b
 * ← b + (1 − μ)(g − b); u = g + μ(b − g) with Nesterov's, else b; p ← p·(1 − lr·λ) − lr·√max(1,
 * rows/columns)·O(u). O is five steps of X ← a·X + (b·A + c·A²)·X with A = X·Xᵀ from X = u/‖u‖,
 * which bring all singular values near 1: "Newton–Schulz". All is computed in the parameter's type,
 * where PyTorch rounds X to bfloat16.
 *
 * <p>It moves matrices, and kernels of convolutions as [out, all else]. Biases, norms and tables of
 * embeddings are others': {@link #with(Rule)}.
 *
 * @param lr learning rate, at least 0
 * @param momentum μ, in [0, 1)
 * @param weightDecay λ, at least 0
 * @param nesterov whether the step looks ahead
 */
public record Muon(double lr, double momentum, double weightDecay, boolean nesterov)
    implements Rule {
  private static final int STEPS = 5;
  private static final double EPSILON = 1e-7;

  private static final Coefficients SCALARS =
      Coefficients.of(4, 2, in -> List.of(in.get(1), Coefficients.rest(in.get(1).mul(in.get(3)))));

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          5, 2, in -> List.of(in.get(3).neg().fma(in.get(1), in.get(0).mul(in.get(4))), in.get(2)));

  public Muon {
    all(lr, momentum, weightDecay);
  }

  /** With PyTorch's defaults: μ = 0.95, λ = 0.1, Nesterov's; its rate is 0.001. */
  public static Muon withLearningRate(double lr) {
    return new Muon(lr, 0.95, 0.1, true);
  }

  public Muon weightDecay(double lambda) {
    return new Muon(lr, momentum, lambda, nesterov);
  }

  public Muon momentum(double mu) {
    return new Muon(lr, mu, weightDecay, nesterov);
  }

  /** The same for matrices, and another rule for all else. */
  public Rule with(Rule others) {
    return group(Group.vectors(others));
  }

  private static SequencedMap<String, Double> all(double lr, double momentum, double weightDecay) {
    return Hyperparameters.of("Muon")
        .positive("lr", lr)
        .decay("momentum", momentum)
        .positive("weightDecay", weightDecay)
        .all();
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return all(lr, momentum, weightDecay);
  }

  @Override
  public List<String> buffers() {
    return List.of("momentum_buffer");
  }

  @Override
  public void check(Parameter parameter) {
    if (parameter.type().shape().rank() < 2) {
      throw new ArgumentException(
          "Muon: moves matrices, but there is %s; give the others a rule of theirs: Muon.withLearningRate(…).with(AdamW.withLearningRate(…))."
              .formatted(parameter));
    }
  }

  /** The momentum, and of it the nearest orthogonal matrix, times its factor. */
  @Override
  public Tensor direction(
      Parameter parameter, Tensor g, List<Buffer> buffers, Map<String, Slot> slots) {
    Tensor gradient = g.detach(); // whose history would grow with each operation
    Tensor mu =
        Optional.ofNullable(slots.get("momentum")).orElseThrow().value().to(gradient.dtype());
    Buffer memory = buffers.getFirst();
    Tensor b = memory.value().add(gradient.sub(memory.value()).mul(mu.neg().add(1)));
    Tensor u = nesterov ? gradient.add(b.sub(gradient).mul(mu)) : b;
    memory.copyInto(b);
    long rows = gradient.shape().size(0);
    long columns = gradient.shape().elements() / rows;
    Tensor matrix = u.reshape(rows, columns);
    Tensor orthogonal = rows > columns ? orthogonal(matrix.mT()).mT() : orthogonal(matrix);
    double factor = StrictMath.sqrt(Math.max(1.0, (double) rows / columns));
    return orthogonal.mul(factor).reshape(gradient.shape());
  }

  /** Of a matrix that is not higher than wide. */
  private static Tensor orthogonal(Tensor u) {
    Tensor x = u.div(u.square().sum().sqrt().maximum(EPSILON));
    for (int i = 0; i < STEPS; i++) {
      Tensor gram = x.matmul(x.mT());
      Tensor polynomial = gram.mul(-4.7750).add(gram.matmul(gram).mul(2.0315));
      x = x.mul(3.4445).add(polynomial.matmul(x));
    }
    return x;
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
