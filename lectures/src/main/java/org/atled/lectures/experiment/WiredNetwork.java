package org.atled.lectures.experiment;

import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Schedule;
import org.atled.train.Trainer;

/**
 * A network of one hidden layer in which each unit sees the inputs that it is wired to: h = ReLU(x·(W
 * ∘ M)ᵀ + b), price = h·vᵀ + c, with M[i, j] = 1 where there is a wire from input j to unit i. [n,
 * inputs] → [n, 1].
 */
final class WiredNetwork extends Module {
  private final Tensor wires;
  private final Parameter weight;
  private final Parameter bias;
  private final Linear price;

  /**
   * @param wiring M, [hidden, inputs]; all ones: fully connected
   */
  WiredNetwork(double[][] wiring) {
    wires = Tensor.of(wiring).to(DType.FLOAT32);
    // Inputs are positive: with positive weights every unit begins alive.
    weight = parameter("weight", wires.type(), Initializer.uniform(0, 1));
    var units = new TensorType(DType.FLOAT32, Shape.of(wiring.length));
    bias = parameter("bias", units, Initializer.zeros());
    price =
        child(
            "price",
            new Linear(
                Linear.Config.of(wiring.length, 1).initializedBy(Initializer.uniform(0, 1))));
  }

  /** Trained on some houses, all of them in each step. */
  static WiredNetwork trained(double[][] wiring, Houses houses, int steps, Seed seed) {
    WiredNetwork network = new WiredNetwork(wiring);
    Trainer.of(network, new MSELoss(), Adam.withLearningRate(0.02))
        .schedule(Schedule.cosine())
        .epochs(steps)
        .batchSize(houses.rows().length)
        .seed(seed.value())
        .fit(houses.dataset());
    return network;
  }

  /** h, [n, hidden]. */
  Tensor hidden(Tensor x) {
    return x.linear(wired(), bias.value()).relu();
  }

  private Tensor wired() {
    return weight.value().mul(wires);
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return price.apply(hidden(x), mode);
  }

  /** W ∘ M, [hidden, inputs]. */
  double[][] weights() {
    int inputs = (int) wires.shape().size(1);
    double[] all = wired().toDoubles();
    double[][] rows = new double[all.length / inputs][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = java.util.Arrays.copyOfRange(all, i * inputs, (i + 1) * inputs);
    }
    return rows;
  }

  /** v, [1, hidden]. */
  double[][] outputWeights() {
    return new double[][] {price.weight().value().toDoubles()};
  }
}
