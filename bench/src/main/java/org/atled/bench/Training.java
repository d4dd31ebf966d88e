package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;

/**
 * A network and how it is trained: forward, cross-entropy, gradients, the optimizer's step, as a
 * plan or operation by operation as in the loop that a user writes by hand. An iteration is one
 * step; the batches, uniform numbers and random classes, lie ready.
 *
 * <p>Flops: those of the matrix products, 2·batch·in·out a layer for each of forward, ∂L/∂W and,
 * but in the first layer, ∂L/∂X. Bytes: every parameter is read by the forward pass; the step reads
 * it and the optimizer's numbers and writes them; eagerly its gradient is written and read, too;
 * the batch is read once.
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

  /** Steps that run as a plan. */
  Workload workload() {
    return workload(title(), true, this::planned);
  }

  /** Steps that run operation by operation. */
  Workload eagerWorkload() {
    return workload(title() + "-eager", false, this::task);
  }

  private String title() {
    return this == SGD ? "mlp-sgd" : "mlp-adam";
  }

  private Workload workload(String name, boolean planned, IntFunction<Repeated.Task> preparation) {
    return new Repeated(
        name,
        shape() + " batch " + batch,
        steps,
        () -> work(planned),
        Rate.Unit.GFLOPS,
        preparation);
  }

  /** The network with its first weights, the same every time. */
  Layer model() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      Linear.Config config = Linear.Config.of(widths.get(i - 1), widths.get(i));
      layers.add(new Linear(bias ? config : config.withoutBias()));
      if (i + 1 < widths.size()) {
        layers.add(new ReLU());
      }
    }
    Layer model = Sequential.of(layers);
    model.initialize(SEED);
    return model;
  }

  /** Steps through its batches, over and over; of them at most so many. */
  Repeated.Task task(int most) {
    return steps(most).eager();
  }

  /** The same as a plan. */
  Planned planned(int most) {
    return steps(most).planned();
  }

  private TrainingSteps steps(int most) {
    Shape example = Shape.of(widths.getFirst());
    Mode mode = Mode.training(Seed.of(1), Slot.of(0));
    return new TrainingSteps(
        model(), rule(), mode, example, widths.getLast(), batch, Math.min(most, batches));
  }

  /** Examples to feed the network, [count, inputs], uniform in [0, 1). */
  Tensor examples(int number, int count) {
    return TrainingSteps.examples(Shape.of(widths.getFirst()), number, count);
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

  private Repeated.Work work(boolean planned) {
    long first = 2L * batch * widths.get(0) * widths.get(1);
    int state = rule().buffers().size();
    long input = (long) batch * widths.getFirst();
    // Forward reads p; the step reads p and the state and writes both. Eagerly backward writes g
    // and the step reads it.
    long bytes = 4 * (parameters() * (1 + 2 * (1 + state) + (planned ? 0 : 2)) + input);
    long workingSet = 4 * (parameters() * (2 + state) + input);
    return new Repeated.Work(3 * forwardFlops(batch) - first, bytes, workingSet);
  }
}
