package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Sigmoid;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.optim.Adam;

/**
 * Layers of logistic units, a = σ(Wa + b), the last of which is one: the probability of class 1.
 */
record LogisticUnits(List<Linear> layers) {
  private static final double LEARNING_RATE = 0.05;

  /**
   * Trains on all examples at once, by Adam on the logistic loss.
   *
   * @param widths units in each layer, the inputs first
   */
  static LogisticUnits trained(Plane plane, int steps, Seed seed, int... widths) {
    List<Linear> linear = new ArrayList<>();
    List<Layer> modules = new ArrayList<>();
    for (int l = 1; l < widths.length; l++) {
      if (l > 1) {
        modules.add(new Sigmoid());
      }
      linear.add(new Linear(widths[l - 1], widths[l]));
      modules.add(linear.getLast());
    }
    Sequential model = Sequential.of(modules); // its output is the logit: the loss applies σ
    model.initialize(seed);
    Tensor y = plane.y().to(DType.FLOAT32).reshape(plane.size(), 1);
    Adam adam = Adam.withLearningRate(LEARNING_RATE);
    new FullBatch(model, new BCEWithLogitsLoss(), adam).steps(steps, plane.x(), y);
    return new LogisticUnits(linear);
  }

  int depth() {
    return layers.size();
  }

  /** What layer {@code to} says of what layer {@code from} has said; layer 0 is the input. */
  double[][] between(int from, int to, double[][] activations) {
    return Autograd.noGrad(() -> {
      Tensor a = Tensor.of(activations).to(DType.FLOAT32);
      for (Linear layer : layers.subList(from, to)) {
        a = layer.apply(a).sigmoid(); // σ(Wa + b)
      }
      return Plane.rows(a);
    });
  }

  /** The share of points whose class is found. */
  double accuracy(Plane plane) {
    double[][] p = between(0, depth(), plane.points());
    int[] labels = plane.labels();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += (p[i][0] > 0.5 ? 1 : 0) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /**
   * Of the first two units of the last hidden layer: cov(a₁, a₂)/√(var(a₁) var(a₂)) over points.
   */
  double correlation(Plane plane) {
    double[][] a = between(0, depth() - 1, plane.points());
    double mean1 = Arrays.stream(a).mapToDouble(row -> row[0]).average().orElseThrow();
    double mean2 = Arrays.stream(a).mapToDouble(row -> row[1]).average().orElseThrow();
    double together = 0;
    double alone1 = 0;
    double alone2 = 0;
    for (double[] row : a) {
      together += (row[0] - mean1) * (row[1] - mean2);
      alone1 += (row[0] - mean1) * (row[0] - mean1);
      alone2 += (row[1] - mean2) * (row[1] - mean2);
    }
    return together / Math.sqrt(alone1 * alone2);
  }
}
