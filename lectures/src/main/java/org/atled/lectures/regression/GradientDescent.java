package org.atled.lectures.regression;

import java.util.Arrays;
import org.atled.core.random.Draws;
import org.atled.lectures.matrix.Matrix;

/**
 * Steps down the gradient of a loss: θ ← θ − η ∇L(θ), where L is the mean over the examples of a
 * step.
 *
 * @param batches which examples a step sees
 * @param learningRate η
 */
public record GradientDescent(Batches batches, double learningRate) {
  /** One epoch: the regression's weights change in place. */
  public void epoch(Regression regression, Matrix x, int[] y, Draws draws) {
    regression.check(x, y);
    for (int[] chosen : batches.epoch(y.length, draws)) {
      int[] labels = Arrays.stream(chosen).map(i -> y[i]).toArray();
      regression.step(regression.gradient(x.take(chosen), labels), learningRate);
    }
  }
}
