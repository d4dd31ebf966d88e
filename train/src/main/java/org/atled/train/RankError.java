package org.atled.train;

import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;

/**
 * How many ranks the class that was found is away from the right one, in the mean: of classes that
 * are in order, outputs and targets as {@link Accuracy} has them.
 */
public record RankError() implements Metric {
  @Override
  public String name() {
    return "rank_error";
  }

  @Override
  public Meter meter() {
    return new Mean(name(), RankError::sum).meter();
  }

  private static double sum(NamedTensors outputs, Batch batch) {
    Tensor output = outputs.get(Outcome.OUTPUT);
    Accuracy.hits(output, batch.y()); // every check
    long[] found = Accuracy.classes(output).toLongs();
    Tensor y = batch.y();
    long[] right =
        (y.dtype().isFloating() ? Accuracy.classes(y.shape().size(1) == 1 ? y.sub(0.5) : y) : y)
            .toLongs();
    double[] weights = batch.weights();
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      sum += weights[i] * Math.abs(found[i] - right[i]);
    }
    return sum;
  }
}
