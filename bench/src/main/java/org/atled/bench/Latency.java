package org.atled.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.atled.compile.Compiled;
import org.atled.compile.Explanation;
import org.atled.core.autograd.Autograd;
import org.atled.core.capture.Capture;
import org.atled.core.spi.Backends;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;

/**
 * One example through {@code mlp-adam}'s network, as a plan or operation by operation, until its
 * numbers are in a Java array. Every call is timed by itself: the median and the 99th percentile
 * are over all calls, least and greatest over the repetitions' medians. Bytes: each parameter once.
 */
record Latency(boolean compiled) implements Workload {
  private static final int CALLS = 3_000;
  private static final Training NETWORK = Training.ADAM;

  @Override
  public String name() {
    return compiled ? "latency" : "latency-eager";
  }

  @Override
  public String shape() {
    return NETWORK.shape() + " batch 1";
  }

  @Override
  public Row measure(Effort effort) {
    Layer model = NETWORK.model();
    Tensor x = NETWORK.examples(0, 1);
    Repeated.Task task =
        compiled ? planned(model, x) : number -> List.of(Autograd.noGrad(() -> model.apply(x)));
    IntConsumer call = number -> task.run(number).getFirst().toFloats();
    new Stopwatch(effort).warmUp(call);
    int calls = Math.min(CALLS, effort.mostIterations());
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

  private static Planned planned(Layer model, Tensor x) {
    Compiled network =
        Compiled.of(in -> List.of(Autograd.noGrad(() -> model.apply(in.getFirst()))));
    return new Planned(network, number -> List.of(x));
  }

  @Override
  public Optional<Explanation> explain() {
    return compiled
        ? Optional.of(planned(NETWORK.model(), NETWORK.examples(0, 1)).explain())
        : Optional.empty();
  }

  @Override
  public Optional<Demand> demand() {
    Layer model = NETWORK.model();
    List<TensorType> x = List.of(NETWORK.examples(0, 1).type());
    int operations =
        explain()
            .map(plan -> plan.loops().size())
            .orElseGet(() ->
                Capture.record(x, in -> List.of(Autograd.noGrad(() -> model.apply(in.getFirst()))))
                    .operations());
    long bytes = 4 * NETWORK.parameters();
    return Optional.of(new Demand(NETWORK.forwardFlops(1), bytes, bytes, operations));
  }
}
