package org.atled.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.atled.compile.Compiled;
import org.atled.compile.Explanation;
import org.atled.core.autograd.Autograd;
import org.atled.core.capture.Capture;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Backends;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.train.architecture.Architectures;

/**
 * One example through a network, as a plan or operation by operation, until its numbers are in a
 * Java array. Every call is timed by itself: the median and the 99th percentile are over all calls,
 * least and greatest over the repetitions' medians. Bytes: each parameter once.
 */
record Latency(String name, Network network, boolean compiled) implements Workload {
  /** What the example goes through. */
  enum Network {
    /** {@code mlp-adam}'s. */
    MLP(Training.ADAM.shape(), 3_000, Shape.of(784), Training.ADAM::model),
    /** For photographs of 224×224 and a thousand classes. */
    RESNET18("resnet:18 [3, 224, 224]", 30, Shape.of(3, 224, 224), Network::resnet);

    private final String title;
    private final int calls;
    private final Shape example;
    private final Supplier<Layer> model;

    Network(String title, int calls, Shape example, Supplier<Layer> model) {
      this.title = title;
      this.calls = calls;
      this.example = example;
      this.model = model;
    }

    private static Layer resnet() {
      Layer model = Architectures.parse("resnet:18").build(Shape.of(3, 224, 224), 1000);
      model.initialize(Seed.of(1));
      return model;
    }

    private Tensor one() {
      return TrainingSteps.examples(example, 0, 1);
    }

    private Planned planned() {
      Layer network = model.get();
      Tensor x = one();
      Compiled plan =
          Compiled.of(in -> List.of(Autograd.noGrad(() -> network.apply(in.getFirst()))));
      return new Planned(plan, number -> List.of(x));
    }

    private Repeated.Task eager() {
      Layer network = model.get();
      Tensor x = one();
      return number -> List.of(Autograd.noGrad(() -> network.apply(x)));
    }
  }

  @Override
  public String shape() {
    return network.title + " batch 1";
  }

  @Override
  public Row measure(Effort effort) {
    Repeated.Task task = compiled ? network.planned() : network.eager();
    IntConsumer call = number -> task.run(number).getFirst().toFloats();
    new Stopwatch(effort).warmUp(call);
    int calls = Math.min(network.calls, effort.mostIterations());
    double[] all = new double[effort.repetitions() * calls];
    double[] medians = new double[effort.repetitions()];
    for (int r = 0; r < effort.repetitions(); r++) {
      for (int i = 0; i < calls; i++) {
        long start = System.nanoTime();
        call.accept(i);
        all[r * calls + i] = 1e-9 * (System.nanoTime() - start);
      }
      medians[r] = Times.median(Arrays.copyOfRange(all, r * calls, (r + 1) * calls));
    }
    Times repetitions = Times.ofSeconds(medians);
    Times times = new Times(1e3 * Times.median(all), repetitions.min(), repetitions.max());
    Arrays.sort(all);
    double p99 = 1e6 * all[Math.min(all.length - 1, (int) (all.length * 99L / 100))];
    return Row.of(
        this, Backends.current().threads(), times, Optional.of(new Rate(Rate.Unit.P99_US, p99)));
  }

  @Override
  public Optional<Explanation> explain() {
    return compiled ? Optional.of(network.planned().explain()) : Optional.empty();
  }

  @Override
  public Optional<Demand> demand() {
    Layer model = network.model.get();
    List<TensorType> x = List.of(network.one().type());
    Explanation plan = network.planned().explain();
    int operations =
        compiled
            ? plan.loops().size()
            : Capture.record(x, in -> List.of(Autograd.noGrad(() -> model.apply(in.getFirst()))))
                .operations();
    long flops = plan.loops().stream().mapToLong(Explanation.Loop::flops).sum();
    long bytes = 4 * model.parameters().stream().mapToLong(p -> p.value().shape().elements()).sum();
    return Optional.of(new Demand(flops, bytes, bytes, operations));
  }
}
