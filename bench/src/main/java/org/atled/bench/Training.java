package org.atled.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Module;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;

/**
 * A network and how it is trained, by the loop that a user writes by hand: forward, cross-entropy,
 * gradients, the optimizer's step. An iteration is one step; the batches, uniform numbers and
 * random classes, lie ready.
 *
 * <p>Flops: those of the matrix products, 2·batch·in·out a layer for each of forward, ∂L/∂W and,
 * but in the first layer, ∂L/∂X. Bytes: every parameter is read by the forward pass and its
 * gradient written; the step reads parameter, gradient and the optimizer's numbers, and writes all
 * but the gradient; the batch is read once.
 */
enum Training {
  /** 784-100-10 without bias, batches of 100, plain SGD; an epoch of 600 steps. */
  SGD(List.of(784, 100, 10), false, 100, 600, 600) {
    @Override
    Rule rule() {
      return Sgd.withLearningRate(0.1);
    }
  },
  /** 784-512-512-10 with bias, batches of 128, Adam. */
  ADAM(List.of(784, 512, 512, 10), true, 128, 20, 200) {
    @Override
    Rule rule() {
      return Adam.withLearningRate(1e-3);
    }
  };

  private static final Seed SEED = Seed.of(1);

  private final List<Integer> widths;
  private final boolean bias;
  private final int batch;
  private final int batches;
  private final int steps;

  Training(List<Integer> widths, boolean bias, int batch, int batches, int steps) {
    this.widths = widths;
    this.bias = bias;
    this.batch = batch;
    this.batches = batches;
    this.steps = steps;
  }

  abstract Rule rule();

  /** {@code 784-100-10}. */
  String shape() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  Workload workload() {
    String name = this == SGD ? "mlp-sgd" : "mlp-adam";
    return new Repeated(
        name, shape() + " batch " + batch, steps, work(), Rate.Unit.GFLOPS, this::task);
  }

  /** The network with its first weights, the same every time. */
  Module model() {
    List<Module> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      Linear.Config config = Linear.Config.of(widths.get(i - 1), widths.get(i));
      layers.add(new Linear(bias ? config : config.withoutBias()));
      if (i + 1 < widths.size()) {
        layers.add(new ReLU());
      }
    }
    Module model = Sequential.of(layers);
    model.initialize(SEED);
    return model;
  }

  /** Steps through its batches, over and over; of them at most so many. */
  Repeated.Task task(int most) {
    int count = Math.min(most, batches);
    Module model = model();
    CrossEntropyLoss crossEntropy = new CrossEntropyLoss();
    Optimizer optimizer = rule().over(model.parameters());
    List<Tensor> x = new ArrayList<>();
    List<Tensor> y = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      x.add(examples(i, batch));
      y.add(classes(i));
    }
    return number -> {
      int i = number % count;
      Tensor loss = crossEntropy.of(model.apply(x.get(i)), y.get(i));
      Gradients g = Autograd.gradients(loss, model.parameters());
      optimizer.step(g);
      return loss;
    };
  }

  /** Examples to feed the network, [count, inputs], uniform in [0, 1). */
  Tensor examples(int number, int count) {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(count, widths.getFirst()));
    return Sample.uniform(SEED.at("x").at(number), type);
  }

  private Tensor classes(int number) {
    Draws draws = SEED.at("y").at(number).draws();
    long[] classes = new long[batch];
    Arrays.setAll(classes, i -> draws.below(widths.getLast()));
    return Tensor.of(classes, batch);
  }

  /** The weights and biases. */
  long parameters() {
    long sum = 0;
    for (int i = 1; i < widths.size(); i++) {
      sum += (widths.get(i - 1) + (bias ? 1L : 0L)) * widths.get(i);
    }
    return sum;
  }

  /** Flops of the forward pass over this many examples. */
  long forwardFlops(int examples) {
    long sum = 0;
    for (int i = 1; i < widths.size(); i++) {
      sum += 2L * examples * widths.get(i - 1) * widths.get(i);
    }
    return sum;
  }

  private Repeated.Work work() {
    long first = 2L * batch * widths.get(0) * widths.get(1);
    int state = rule().buffers().size();
    long input = (long) batch * widths.getFirst();
    // Forward reads p, backward writes g; the step reads p, g and the state, writes p and the
    // state.
    long bytes = 4 * (parameters() * (2 + 2 + state + 1 + state) + input);
    long workingSet = 4 * (parameters() * (2 + state) + input);
    return new Repeated.Work(3 * forwardFlops(batch) - first, bytes, workingSet);
  }
}
