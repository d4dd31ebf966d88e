package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/**
 * Steps by the sign of the gradient alone, PyTorch's Rprop: Riedmiller and Braun 1993, in the
 * variant iRprop− of Igel and Hüsken 2000. Each number has a step Δ of its own: times η⁺ where the
 * sign of the gradient stays, times η⁻ where it changes, inside bounds; p ← p − Δ·sign g, and where
 * the sign has changed p stays and the gradient counts as 0. It is meant for whole data sets, not
 * for small batches.
 *
 * @param lr the first step, at least 0; a schedule does not change the later ones
 * @param etaMinus η⁻, in (0, 1)
 * @param etaPlus η⁺, above 1
 * @param leastStep of Δ
 * @param greatestStep of Δ
 */
public record Rprop(
    double lr, double etaMinus, double etaPlus, double leastStep, double greatestStep)
    implements Rule {
  private static final Coefficients SCALARS = Coefficients.of(6, 4, in -> in.subList(2, 6));

  private static final FloatExpression UPDATE =
      FloatExpression.of(
          8,
          3,
          in -> {
            Term g = in.get(1);
            Term agreement = g.mul(in.get(2));
            Term one = g.constant(1.0);
            Term factor = agreement.gt(0).select(in.get(5), agreement.lt(0).select(in.get(4), one));
            Term step = in.get(3).mul(factor).max(in.get(6)).min(in.get(7));
            Term kept = agreement.lt(0).select(g.constant(0.0), g);
            return List.of(step.neg().fma(Coefficients.sign(kept), in.get(0)), kept, step);
          });

  public Rprop {
    all(lr, etaMinus, etaPlus, leastStep, greatestStep);
  }

  /** With PyTorch's defaults: η = (0.5, 1.2), steps from 1e-6 to 50; its first step is 0.01. */
  public static Rprop withLearningRate(double lr) {
    return new Rprop(lr, 0.5, 1.2, 1e-6, 50);
  }

  private static SequencedMap<String, Double> all(
      double lr, double etaMinus, double etaPlus, double leastStep, double greatestStep) {
    return Hyperparameters.of("Rprop")
        .positive("lr", lr)
        .within("etaMinus", etaMinus, Double.MIN_VALUE, Math.nextDown(1.0))
        .within("etaPlus", etaPlus, Math.nextUp(1.0), Double.MAX_VALUE)
        .positive("leastStep", leastStep)
        .within("greatestStep", greatestStep, leastStep, Double.MAX_VALUE)
        .all();
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return all(lr, etaMinus, etaPlus, leastStep, greatestStep);
  }

  @Override
  public List<String> buffers() {
    return List.of("prev", "step_size");
  }

  @Override
  public double initial(String name) {
    return name.equals("step_size") ? lr : 0;
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
