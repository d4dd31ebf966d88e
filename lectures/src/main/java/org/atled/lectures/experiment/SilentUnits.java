package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.inspect.Activations;
import org.atled.nn.layer.LeakyReLU;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Sgd;
import org.atled.train.architecture.Mlp;

/** Units that are silent, z = w·x + b ≤ 0 on every example, and networks that come to have them. */
final class SilentUnits {
  static final int WIDTH = 32;

  /** Where biases start that silence their units at once. */
  static final double BAD_BIAS = -3;

  private SilentUnits() {}

  /** What stands behind a unit. */
  enum Kind {
    RELU("ReLU"),
    LEAKY("leaky ReLU");

    final String label;

    Kind(String label) {
      this.label = label;
    }

    private Layer activation() {
      return switch (this) {
        case RELU -> new ReLU();
        case LEAKY -> new LeakyReLU();
      };
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Sequential network(int layers) {
      return Mlp.of(Collections.nCopies(layers, WIDTH))
          .activation(this::activation)
          .build(Shape.of(2), 2);
    }
  }

  /**
   * After steps of several learning rates, [seeds, rates].
   *
   * @param silent the share of silent units; NaN where the run is lost
   * @param blocked whether a whole layer is silent, 1 or 0
   * @param lost whether the loss has come to be no finite number, 1 or 0
   */
  record Swept(
      Kind kind, double[][] silent, double[][] blocked, double[][] accuracy, double[][] lost) {}

  /**
   * From a start in which all are silent: before the first step and after each, [seeds, steps + 1].
   *
   * @param gradients the norm of the gradient by the hidden weights at the start, [seeds]
   */
  record Woken(Kind kind, double[][] losses, double[][] silent, double[] gradients) {}

  /** For each hidden layer the share of units with z ≤ 0 on every example. */
  private static double[] silent(Sequential model, Tensor x) {
    Activations seen = new Activations();
    Autograd.noGrad(() -> model.apply(x, Mode.evaluation().observedBy(seen)));
    List<Layer> layers = model.layers();
    List<Double> shares = new ArrayList<>();
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      if (layer instanceof Linear) {
        shares.add(seen.of(layer.path()).max(0).le(0).sum().item() / WIDTH);
      }
    }
    return shares.stream().mapToDouble(share -> share).toArray();
  }

  static Swept sweep(Kind kind, List<Plane> moons, Seed seed, int steps, double[] rates) {
    double[][] silent = new double[moons.size()][rates.length];
    double[][] blocked = new double[moons.size()][rates.length];
    double[][] accuracy = new double[moons.size()][rates.length];
    double[][] lost = new double[moons.size()][rates.length];
    for (int r = 0; r < rates.length; r++) {
      Sequential model = kind.network(3);
      FullBatch training =
          new FullBatch(model, new CrossEntropyLoss(), Sgd.withLearningRate(rates[r]));
      for (int s = 0; s < moons.size(); s++) {
        Plane data = moons.get(s);
        training.restart(seed.at(s)).steps(steps, data.x(), data.y());
        double[] shares = silent(model, data.x());
        boolean finite = Double.isFinite(training.loss(data.x(), data.y()));
        lost[s][r] = finite ? 0 : 1;
        silent[s][r] = finite ? Arrays.stream(shares).average().orElseThrow() : Double.NaN;
        blocked[s][r] = Arrays.stream(shares).anyMatch(share -> share == 1) ? 1 : 0;
        accuracy[s][r] = data.accuracy(model);
      }
    }
    return new Swept(kind, silent, blocked, accuracy, lost);
  }

  /** One hidden layer whose biases start below all that w·x reaches. */
  static Woken wake(Kind kind, List<Plane> moons, Seed seed, int steps) {
    double[][] losses = new double[moons.size()][steps + 1];
    double[][] silent = new double[moons.size()][steps + 1];
    double[] gradients = new double[moons.size()];
    Sequential model = kind.network(1);
    Linear hidden = (Linear) model.layers().getFirst();
    FullBatch training = new FullBatch(model, new CrossEntropyLoss(), Adam.withLearningRate(0.02));
    for (int s = 0; s < moons.size(); s++) {
      Plane data = moons.get(s);
      training.restart(seed.at(s));
      hidden.bias().orElseThrow().copyInto(Tensor.ones(WIDTH).mul(BAD_BIAS));
      Tensor loss = new CrossEntropyLoss().of(model.apply(data.x()), data.y());
      gradients[s] = Autograd.gradients(loss, hidden.weight().value()).norm().item();
      for (int i = 0; i < steps; i++) {
        silent[s][i] = silent(model, data.x())[0];
        losses[s][i] = training.steps(1, data.x(), data.y())[0];
      }
      silent[s][steps] = silent(model, data.x())[0];
      losses[s][steps] = training.loss(data.x(), data.y());
    }
    return new Woken(kind, losses, silent, gradients);
  }
}
