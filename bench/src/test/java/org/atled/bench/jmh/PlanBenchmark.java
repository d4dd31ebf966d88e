package org.atled.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.atled.compile.Compiled;
import org.atled.compile.Explanation;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to record and plan a long step: a tanh network over many times, unrolled, with
 * its gradients and Adam, some 25 kernels a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class PlanBenchmark {
  private static final int BATCH = 16;
  private static final int WIDTH = 64;

  @Param({"40", "200", "800", "2000"})
  public int times;

  private List<Parameter> parameters;
  private Optimizer optimizer;

  @Setup
  public void prepare() {
    parameters =
        List.of(
            new Parameter(Sample.normal(Seed.of(1), WIDTH, WIDTH)),
            new Parameter(Sample.normal(Seed.of(2), WIDTH, WIDTH)),
            new Parameter(Sample.normal(Seed.of(3), WIDTH)));
    optimizer = Adam.withLearningRate(1e-3).over(parameters);
  }

  @Benchmark
  public Explanation plan() {
    return Compiled.of(this::step)
        .explain(new TensorType(DType.FLOAT32, Shape.of(times, BATCH, WIDTH)));
  }

  private List<Tensor> step(List<Tensor> arguments) {
    Tensor h = Tensor.zeros(BATCH, WIDTH);
    Tensor loss = Tensor.of(0f);
    for (int t = 0; t < times; t++) {
      Tensor x = arguments.getFirst().slice(0, t, t + 1).reshape(BATCH, WIDTH);
      h =
          x.matmul(parameters.get(0).value())
              .add(h.matmul(parameters.get(1).value()))
              .add(parameters.get(2).value())
              .tanh();
      loss = loss.add(h.square().mean());
    }
    optimizer.step(Autograd.gradients(loss, parameters));
    return List.of(loss);
  }
}
