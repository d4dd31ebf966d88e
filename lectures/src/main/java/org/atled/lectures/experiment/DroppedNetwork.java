package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;

/**
 * A network of the plane that was trained with half of its hidden units dropped in each step, and
 * its subnetworks: a mask for each hidden layer holds 0 where a unit is left out and 1/(1 − p) = 2
 * where it is not. All is computed in float64.
 */
record DroppedNetwork(List<Linear> layers) {
  private static final double P = 0.5;
  private static final double LEARNING_RATE = 0.01;
  private static final int CLASSES = 2;

  /** Trains on all examples at once by Adam. */
  static DroppedNetwork trained(List<Integer> hidden, Plane examples, int steps, Seed seed) {
    List<Linear> linear = new ArrayList<>();
    List<Layer> all = new ArrayList<>();
    int width = 2;
    for (int next : hidden) {
      linear.add(new Linear(width, next));
      all.addAll(List.of(linear.getLast(), new ReLU(), new Dropout(P)));
      width = next;
    }
    linear.add(new Linear(width, CLASSES));
    all.add(linear.getLast());
    Sequential model = Sequential.of(all);
    model.initialize(seed.at("weights"));
    Optimizer optimizer = Adam.withLearningRate(LEARNING_RATE).over(model.parameters());
    Slot step = Slot.of(0L);
    Mode mode = Mode.training(seed.at("draws"), step);
    Compiled descent =
        Compiled.of(in -> {
          Tensor loss = new CrossEntropyLoss().of(model.apply(in.get(0), mode), in.get(1));
          optimizer.step(Autograd.gradients(loss, model.parameters()));
          return List.of(loss);
        });
    for (int i = 1; i <= steps; i++) {
      step.set((long) i);
      descent.run(examples.x(), examples.y());
    }
    return new DroppedNetwork(linear);
  }

  /** One of the subnetworks at random: which units are there in each hidden layer. */
  List<Tensor> masks(Seed seed) {
    Draws draws = seed.draws();
    List<Tensor> masks = new ArrayList<>();
    for (Linear layer : layers.subList(0, layers.size() - 1)) {
      double[] mask = new double[(int) layer.weight().type().shape().size(0)];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = draws.uniform() < P ? 0 : 1 / (1 - P);
      }
      masks.add(Tensor.of(mask));
    }
    return masks;
  }

  /** What a subnetwork says: ln softmax of its logits, [n, 2]. */
  Tensor logProbabilities(Tensor x, List<Tensor> masks) {
    return Autograd.noGrad(() -> {
      Tensor h = x.to(DType.FLOAT64);
      for (int i = 0; i < masks.size(); i++) {
        h = linear(i, h).relu().mul(masks.get(i)); // h ← m ⊙ ReLU(Wh + b)
      }
      return linear(masks.size(), h).logSoftmax(1);
    });
  }

  /** The network with all its units: every mask is its mean, 1. */
  List<Tensor> whole() {
    return layers.stream().skip(1).map(hidden -> Tensor.of(1.0)).toList();
  }

  private Tensor linear(int layer, Tensor h) {
    Linear linear = layers.get(layer);
    Tensor bias = linear.bias().orElseThrow().value();
    return h.linear(linear.weight().value().to(DType.FLOAT64), bias.to(DType.FLOAT64));
  }
}
