package org.atled.nn.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Adam of the rows that have a gradient, PyTorch's SparseAdam: moments of a row change, and the row
 * moves, in the steps that look it up. With t the number of this step, of all: m ← m + (1 − β₁)(g −
 * m), v ← v + (1 − β₂)(g² − v), p ← p − lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε). Other than in
 * {@link Adam} ε is beside √v as it is.
 *
 * <p>For the tables of an embedding {@link
 * org.atled.nn.layer.EmbeddingTable.Config#withSparseGradient}, as a rule for a group:
 *
 * <pre>{@code
 * Adam.withLearningRate(1e-3).group("embed.weight", SparseAdam.withLearningRate(1e-3))
 * }</pre>
 *
 * @param lr learning rate, at least 0
 * @param beta1 β₁, decay of the mean of gradients, in [0, 1)
 * @param beta2 β₂, decay of the mean of their squares, in [0, 1)
 * @param epsilon ε, added to the denominator
 */
public record SparseAdam(double lr, double beta1, double beta2, double epsilon) implements Rule {
  private static final Coefficients SCALARS =
      Coefficients.of(
          5,
          4,
          in -> {
            Term step = in.get(0).add(1);
            Term correction1 = Coefficients.rest(Coefficients.power(in.get(2), step));
            Term correction2 = Coefficients.rest(Coefficients.power(in.get(3), step));
            return List.of(
                in.get(1).mul(correction2.sqrt()).div(correction1),
                Coefficients.rest(in.get(2)),
                Coefficients.rest(in.get(3)),
                in.get(4));
          });

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          8,
          3,
          in -> {
            Term p = in.get(0);
            Term g = in.get(1);
            Term m = Underflow.toZero(in.get(5).fma(g.sub(in.get(2)), in.get(2)));
            Term v = Underflow.toZero(in.get(6).fma(g.mul(g).sub(in.get(3)), in.get(3)));
            Term direction = Coefficients.quotient(m, v.sqrt().add(in.get(7)));
            return List.of(in.get(4).neg().fma(direction, p), m, v);
          });

  public SparseAdam {
    all(lr, beta1, beta2, epsilon);
  }

  /** With PyTorch's defaults: β = (0.9, 0.999), ε = 1e-8. */
  public static SparseAdam withLearningRate(double lr) {
    return new SparseAdam(lr, 0.9, 0.999, 1e-8);
  }

  private static SequencedMap<String, Double> all(
      double lr, double beta1, double beta2, double epsilon) {
    SequencedMap<String, Double> all =
        new LinkedHashMap<>(Moments.hyperparameters("SparseAdam", lr, beta1, beta2, epsilon, 0));
    all.remove("weightDecay");
    return all;
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return all(lr, beta1, beta2, epsilon);
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

  @Override
  public RowSteps rowSteps() {
    return RowSteps.NEEDED;
  }
}
