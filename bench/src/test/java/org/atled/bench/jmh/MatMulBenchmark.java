package org.atled.bench.jmh;

import java.util.Arrays;
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

/** Matrix products, operands as they lie in memory or transposed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class MatMulBenchmark {
  @Param({"128x128x128", "512x512x512", "100x784x100", "128x784x512"})
  public String shape;

  @Param({"nn", "nt", "tn"})
  public String layout;

  private Tensor a;
  private Tensor b;

  @Setup
  public void prepare() {
    int[] sizes = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    a = matrix("a", sizes[0], sizes[1], layout.charAt(0));
    b = matrix("b", sizes[1], sizes[2], layout.charAt(1));
  }

  private static Tensor matrix(String name, int rows, int columns, char layout) {
    Seed seed = Seed.of(1).at(name);
    return layout == 'n'
        ? Sample.normal(seed, rows, columns)
        : Sample.normal(seed, columns, rows).mT();
  }

  @Benchmark
  public Tensor matmul() {
    return a.matmul(b);
  }
}
