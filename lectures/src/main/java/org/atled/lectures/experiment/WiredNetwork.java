package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Schedule;

/**
 * A network of one hidden layer in which each unit sees the inputs that it is wired to: h =
 * ReLU(x·(W ∘ M)ᵀ + b), price = h·vᵀ + c, with M[i, j] = 1 where there is a wire from input j to
 * unit i. [n, inputs] → [n, 1].
 */
final class WiredNetwork extends Layer {
  private static final double LEARNING_RATE = 0.02;

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
    network.initialize(seed);
    Optimizer adam = Adam.withLearningRate(LEARNING_RATE).over(network.parameters());
    Compiled step =
        Compiled.of(in -> {
          Tensor loss = new MSELoss().of(network.apply(in.get(0)), in.get(1));
          adam.step(Autograd.gradients(loss, network.parameters()));
          return List.of(loss);
        });
    Tensor x = houses.x();
    Tensor y = houses.y();
    for (int i = 0; i < steps; i++) {
      adam.learningRate(LEARNING_RATE * Schedule.cosine().factor(Schedule.Moment.of(i, steps)));
      step.run(x, y);
    }
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
      rows[i] = Arrays.copyOfRange(all, i * inputs, (i + 1) * inputs);
    }
    return rows;
  }

  /** v, [1, hidden]. */
  double[][] outputWeights() {
    return new double[][] {price.weight().value().toDoubles()};
  }
}
