package org.atled.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
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

/** Sums along either axis and over all, and what is made of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class ReduceBenchmark {
  @Param({"128x10", "128x512", "1024x1024"})
  public String shape;

  private Tensor x;

  @Setup
  public void prepare() {
    String[] sizes = shape.split("x", -1);
    x = Sample.normal(Seed.of(1), Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
  }

  @Benchmark
  public Tensor sumOfRows() {
    return x.sum(1);
  }

  @Benchmark
  public Tensor sumOfColumns() {
    return x.sum(0);
  }

  @Benchmark
  public Tensor sum() {
    return x.sum();
  }

  @Benchmark
  public Tensor max() {
    return x.max(1);
  }

  @Benchmark
  public Tensor logSoftmax() {
    return x.logSoftmax(1);
  }
}
