package org.atled.nn.optim;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Parameter;

/**
 * The quasi-Newton method with limited memory, PyTorch's LBFGS: Liu and Nocedal 1989. It asks for
 * the loss of the same examples several times in a step, so that it is no {@link Rule}, and is
 * meant for whole data sets, or batches that are large: {@link LbfgsOptimizer#step}. A trainer asks
 * for the loss of its batch, with what was drawn for that step.
 *
 * @param lr the first length that is tried along a direction, above 0
 * @param iterations directions in a step, at least 1
 * @param evaluations of the loss in a step, after which no further direction is taken; at least 1
 * @param gradientTolerance ends a step where no number of the gradient is greater, at least 0
 * @param changeTolerance ends a step where nothing changes by more, at least 0
 * @param history how many changes are remembered, at least 1
 * @param strongWolfe whether lengths are searched by the strong Wolfe conditions; else each is lr
 */
public record Lbfgs(
    double lr,
    int iterations,
    int evaluations,
    double gradientTolerance,
    double changeTolerance,
    int history,
    boolean strongWolfe)
    implements Method {
  public Lbfgs {
    Hyperparameters.of("Lbfgs")
        .within("lr", lr, Double.MIN_VALUE, Double.MAX_VALUE)
        .positive("gradientTolerance", gradientTolerance)
        .positive("changeTolerance", changeTolerance);
    if (Math.min(iterations, Math.min(evaluations, history)) < 1) {
      throw new ArgumentException(
          "Lbfgs: iterations, evaluations and history are %d, %d and %d but must be at least 1."
              .formatted(iterations, evaluations, history));
    }
  }

  /**
   * With the strong Wolfe conditions and else PyTorch's defaults: lr 1, 20 iterations, 25
   * evaluations, tolerances 1e-7 and 1e-9, a history of 100.
   */
  public static Lbfgs searching() {
    return new Lbfgs(1, 20, 25, 1e-7, 1e-9, 100, true);
  }

  /** With lengths that are not searched, PyTorch's default. */
  public static Lbfgs withLearningRate(double lr) {
    return new Lbfgs(lr, 20, 25, 1e-7, 1e-9, 100, false);
  }

  public Lbfgs iterations(int most) {
    return new Lbfgs(
        lr, most, most * 5 / 4, gradientTolerance, changeTolerance, history, strongWolfe);
  }

  public Lbfgs history(int changes) {
    return new Lbfgs(
        lr, iterations, evaluations, gradientTolerance, changeTolerance, changes, strongWolfe);
  }

  @Override
  public LbfgsOptimizer over(List<Parameter> parameters) {
    return new LbfgsOptimizer(this, parameters);
  }
}
