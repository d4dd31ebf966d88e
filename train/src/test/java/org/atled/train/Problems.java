package org.atled.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;

/** Small things to learn. */
final class Problems {
  private Problems() {}

  /** 200 points to learn from, which are 12 batches of 16 and one of 8, and 50 to measure on. */
  static Split moons() {
    return Toy.moons().generate(Seed.of(3), 200, 50);
  }

  /** Two inputs, two logits, with dropout, so that every kind of draw takes part. */
  static Sequential network() {
    return Sequential.of(
        new Linear(2, 16),
        new ReLU(),
        new Dropout(0.1),
        new Linear(16, 8),
        new Tanh(),
        new Linear(8, 2));
  }

  static Trainer trainer(Layer model) {
    return Trainer.of(model, new CrossEntropyLoss(), Adam.withLearningRate(0.01))
        .batchSize(16)
        .epochs(3)
        .metrics(Accuracy.top1())
        .seed(7);
  }

  /** y = 3x − 1 at x = 0, 0.1 …. */
  static Dataset line(int points) {
    float[] x = new float[points];
    float[] y = new float[points];
    for (int i = 0; i < points; i++) {
      x[i] = i / 10f;
      y[i] = 3 * x[i] - 1;
    }
    Shape one = Shape.of(1);
    return ArrayDataset.of(
        new DatasetInfo("line", one, new Task.Regression(1)),
        new Rows.Floats(x, one),
        new Rows.Floats(y, one));
  }

  /** Takes from a map what must be there. */
  static <V> V at(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> key + " is not in " + map.keySet());
  }

  /** Every weight, bit by bit: boxed floats compare so. */
  static Map<String, List<Float>> weights(Module model) {
    Map<String, List<Float>> weights = new LinkedHashMap<>();
    model
        .state()
        .snapshot()
        .forEach((path, numbers) -> {
          List<Float> boxed = new java.util.ArrayList<>();
          for (float number : numbers.toFloats()) {
            boxed.add(number);
          }
          weights.put(path, boxed);
        });
    return weights;
  }
}
