package org.atled.train;

import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;

/**
 * The share of labels that were said right, or of examples all of whose labels were: of networks
 * whose outputs [batch, labels] are logits, each for itself, against targets of 0 and 1.
 *
 * @param whole whether all labels of an example must be right
 */
public record LabelAccuracy(boolean whole) implements Metric {
  /** The share of all labels that were said right. */
  public static LabelAccuracy each() {
    return new LabelAccuracy(false);
  }

  /** Each example counts, as scikit-learn's {@code accuracy_score} of several labels has it. */
  public static LabelAccuracy together() {
    return new LabelAccuracy(true);
  }

  @Override
  public String name() {
    return whole ? "exact_match" : "label_accuracy";
  }

  @Override
  public Meter meter() {
    return new Mean(name(), this::sum).meter();
  }

  private double sum(NamedTensors outputs, Batch batch) {
    Tensor output = outputs.get(Outcome.OUTPUT);
    Tensor target = batch.y();
    if (!output.shape().equals(target.shape()) || output.shape().rank() != 2) {
      throw new ShapeException(
          "Accuracy of labels: takes outputs [batch, labels] and targets of that shape, not outputs %s and targets %s."
              .formatted(output.shape(), target.shape()));
    }
    float[] found = output.toFloats();
    float[] right = target.toFloats();
    int width = found.length / batch.size();
    double[] weights = batch.weights();
    double sum = 0;
    for (int row = 0; row < found.length; row += width) {
      int hits = 0;
      for (int i = row; i < row + width; i++) {
        hits += (found[i] > 0) == (right[i] > 0.5f) ? 1 : 0;
      }
      sum += weights[row / width] * (whole ? hits / width : (double) hits / width);
    }
    return sum;
  }
}
