package org.atled.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.capture.Capture;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Backends;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;

/**
 * What it takes to record and plan a training step of many kernels: a recurrent network whose steps
 * stand one after another, forward, backward and Adam. The rate is the time of one kernel, which
 * grows with their number if planning looks through all of them for each.
 *
 * @param steps of the network
 */
record PlanMaking(int steps) implements Workload {
  private static final Seed SEED = Seed.of(1);
  private static final int WIDTH = 8;
  private static final int BATCH = 2;

  /** With about 1,000, 5,000, 20,000 and 50,000 kernels, 13 a step. */
  static List<Workload> all() {
    return Stream.of(77, 385, 1540, 3850).<Workload>map(PlanMaking::new).toList();
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String shape() {
    return "rnn of %,d steps".formatted(steps);
  }

  @Override
  public Row measure(Effort effort) {
    Function<List<Tensor>, List<Tensor>> step = step();
    TensorType input = new TensorType(DType.FLOAT32, Shape.of(steps, BATCH, WIDTH));
    Times times =
        Times.ofSeconds(
            new Stopwatch(effort).seconds(1, number -> Compiled.of(step::apply).explain(input)));
    double each = 1e6 * times.medianSeconds() / kernels();
    Rate rate = new Rate(Rate.Unit.KERNEL_US, each);
    return Row.of(this, Backends.current().threads(), times, Optional.of(rate));
  }

  /** How many are recorded. */
  int kernels() {
    TensorType input = new TensorType(DType.FLOAT32, Shape.of(steps, BATCH, WIDTH));
    return Capture.record(List.of(input), step()::apply).steps().size();
  }

  private static Function<List<Tensor>, List<Tensor>> step() {
    List<Parameter> parameters = List.of(parameter("u"), parameter("w"));
    Optimizer optimizer = Adam.withLearningRate(1e-3).over(parameters);
    return inputs -> {
      Tensor x = inputs.getFirst();
      Tensor h = Tensor.zeros(BATCH, WIDTH);
      for (int t = 0; t < x.shape().size(0); t++) {
        Tensor seen = x.select(0, t).matmul(parameters.get(0).value());
        h = seen.add(h.matmul(parameters.get(1).value())).tanh();
      }
      Tensor loss = h.square().mean();
      optimizer.step(Autograd.gradients(loss, parameters));
      return List.of(loss);
    };
  }

  private static Parameter parameter(String name) {
    return new Parameter(Sample.normal(SEED.at(name), WIDTH, WIDTH));
  }

  @Override
  public Optional<Demand> demand() {
    return Optional.empty();
  }
}
