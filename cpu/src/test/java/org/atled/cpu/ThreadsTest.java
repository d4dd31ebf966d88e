package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.REPEATED;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.ArgReduceKernel;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.CallKernel;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.CopyKernel;
import org.atled.core.spi.GatherKernel;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.core.spi.RandomKernel;
import org.atled.core.spi.RandomKernel.Draw;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.ScanKernel;
import org.atled.core.spi.ScatterKernel;
import org.atled.core.spi.SortKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WindowMaxKernel;
import org.atled.core.spi.WindowSteps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Same bits on 1, 3 and 5 threads, and the threads really run. */
@Timeout(120)
public class ThreadsTest {
  private static final int[] THREADS = {3, 5};

  private final Operands operands = new Operands(17);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  private Map<String, Kernel> kernels() {
    Expression same = Expression.of(List.of(DType.FLOAT32), DType.FLOAT32, List::getFirst);
    Expression chain =
        Expression.of(
            List.of(DType.FLOAT32, DType.FLOAT32),
            DType.FLOAT32,
            t -> t.get(0).mul(t.get(1)).add(t.get(0)).sqrt().max(t.get(1)));
    Map<String, Kernel> kernels = new LinkedHashMap<>();
    // 37 is shared out with a rest; 1023 in three equal parts, with a rest in five.
    for (int n : new int[] {37, 1023}) {
      int wide = 1 + 400_000 / n;
      int deep = n == 37 ? 9001 : 4200;
      kernels.put(
          "map " + n,
          new MapKernel(
              chain,
              List.of(of(n, wide), operands.of(DType.FLOAT32, REPEATED, n, wide)),
              List.of(operands.of(DType.FLOAT32, TRANSPOSED, n, wide))));
      kernels.put("copy " + n, new CopyKernel(of(n, 9, 1 + wide / 9), of(n, 9, 1 + wide / 9)));
      kernels.put(
          "copy across " + n,
          new CopyKernel(operands.of(DType.FLOAT32, TRANSPOSED, n, wide), of(n, wide)));
      Strided summed = of(n, deep);
      kernels.put(
          "sum of rows " + n, new ReduceKernel(Combiner.SUM, same, List.of(summed), 1, of(n)));
      kernels.put(
          "sum of columns " + n,
          new ReduceKernel(Combiner.SUM, same, List.of(of(deep, n).permute(1, 0)), 1, of(n)));
      kernels.put(
          "sum of all " + n, new ReduceKernel(Combiner.SUM, same, List.of(summed), 2, of()));
      kernels.put("gemm " + n, new GemmKernel(of(n, 300), of(300, 520), of(n, 520)));
      kernels.put("gemm wide " + n, new GemmKernel(of(80, 300), of(300, n), of(80, n)));
      kernels.put("gemm deep " + n, new GemmKernel(of(70, 9 * n), of(9 * n, 75), of(70, 75)));
      kernels.put("gemm batch " + n, new GemmKernel(of(60, 37, n), of(60, n, 11), of(60, 37, 11)));
      kernels.put(
          "quantized gemm " + n,
          new QuantizedGemmKernel(
              of(3, n), operands.of(DType.UINT8, CONTIGUOUS, 7, n, 600), of(4200), of(3, 4200)));
      kernels.put(
          "quantized gemm in tiles " + n,
          new QuantizedGemmKernel(
              of(1, n), operands.of(DType.UINT8, CONTIGUOUS, 65, n, 64), of(4160), of(1, 4160)));
      for (ConvolveKernel.Factor wanted : ConvolveKernel.Factor.values()) {
        int rows = n % 900;
        // In one chain a sum, in small tiles, and in large ones.
        for (int[] form : new int[][] {{15, 2}, {16, 2}, {16, 4}}) {
          int c = form[0];
          kernels.put(
              "convolution " + wanted + n + " of " + c + " by " + form[1],
              new ConvolveKernel(
                  wanted,
                  of(3, c, rows, 30),
                  of(20, c, 3, 3),
                  of(3, 20, rows, 30),
                  byOne(form[1]),
                  1));
        }
        kernels.put(
            "convolution in groups " + wanted + n,
            new ConvolveKernel(
                wanted, of(2, 36, rows, 20), of(36, 6, 3, 3), of(2, 36, rows, 20), byOne(2), 6));
      }
      kernels.put(
          "greatest of windows " + n,
          new WindowMaxKernel(
              of(5, 7, n, 30),
              of(5, 7, n / 2, 15),
              operands.of(DType.INT64, CONTIGUOUS, 5, 7, n / 2, 15),
              List.of(2, 3),
              new WindowSteps(List.of(2, 2), List.of(0, 1), List.of(1, 1))));
      // Several groups of heads, and one, whose gradients are cut by queries and by keys.
      for (int groups : new int[] {6, 1}) {
        attention(kernels, groups, n, of(groups, 290, 20));
      }
      kernels.put(
          "argmax " + n,
          new ArgReduceKernel(Combiner.MAX, of(n, wide), operands.of(DType.INT64, CONTIGUOUS, n)));
      kernels.put(
          "argmax of a row " + n,
          new ArgReduceKernel(Combiner.MAX, of(200_000 + n), operands.of(DType.INT64, CONTIGUOUS)));
      Strided ids = operands.of(DType.UINT8, CONTIGUOUS, n, 1);
      Strided index = operands.of(DType.INT64, CONTIGUOUS, n, 1);
      Reference.each(ids.sizes(), i -> Reference.set(index, i, (long) (int) Reference.get(ids, i)));
      kernels.put(
          "gather " + n,
          new GatherKernel(
              of(256, wide), index.broadcastTo(Operands.shape(n, wide)), 0, of(n, wide)));
      kernels.put(
          "scatter " + n,
          new ScatterKernel(
              Optional.of(Combiner.SUM),
              of(n, wide),
              index.broadcastTo(Operands.shape(n, wide)),
              0,
              of(256, wide)));
      kernels.put(
          "scatter the last " + n,
          new ScatterKernel(
              Optional.empty(),
              of(n, wide),
              index.broadcastTo(Operands.shape(n, wide)),
              0,
              of(256, wide)));
      Expression sum =
          Expression.of(
              List.of(DType.FLOAT32, DType.FLOAT32), DType.FLOAT32, t -> t.get(0).add(t.get(1)));
      kernels.put("scan " + n, new ScanKernel(sum, of(n, wide), of(n, wide)));
      kernels.put(
          "scan of columns " + n,
          new ScanKernel(sum, of(wide, n).permute(1, 0), of(wide, n).permute(1, 0)));
      kernels.put(
          "sort " + n,
          new SortKernel(
              SortKernel.Order.ASCENDING,
              of(n, wide),
              of(n, wide),
              operands.of(DType.INT64, CONTIGUOUS, n, wide)));
      kernels.put(
          "sort of a row " + n,
          new SortKernel(
              SortKernel.Order.DESCENDING,
              of(40_000 + n),
              of(40_000 + n),
              operands.of(DType.INT64, CONTIGUOUS, 40_000 + n)));
      kernels.put(
          "first of a row " + n,
          new SortKernel(
              SortKernel.Order.DESCENDING,
              of(200_000 + n),
              of(n),
              operands.of(DType.INT64, CONTIGUOUS, n)));
      kernels.put(
          "call " + n,
          new CallKernel(
              new CallsTest.Scaled(1 + wide / 9, 9),
              1,
              List.of(of(n, 1 + wide / 9, 9), of(n)),
              List.of(of(n, 9, 1 + wide / 9), of(n))));
      Strided step = Strided.rowMajor(new Storage.Int64(new long[] {5}), Shape.of());
      Strided numbers = operands.of(DType.INT64, SLICED, n);
      kernels.put(
          "normal " + n,
          new RandomKernel(Draw.NORMAL, 99, step, Optional.of(numbers), of(n, 1 + wide / 4)));
      for (Draw draw : Draw.values()) {
        Strided pieces = operands.of(DType.FLOAT64, CONTIGUOUS, n * wide);
        kernels.put(
            "pieces " + draw + n, new RandomKernel(draw, 99, step, Optional.empty(), pieces));
      }
    }
    // Some queries of a block see it, some do not, and those of others have no such block.
    Strided endless = of(1, 290, 20);
    Reference.set(endless, new int[] {0, 200, 3}, Float.POSITIVE_INFINITY);
    attention(kernels, 1, 0, endless);
    return kernels;
  }

  private void attention(Map<String, Kernel> kernels, int groups, int n, Strided v) {
    AttendKernel.Seen seen = new AttendKernel.Seen(Optional.empty(), Optional.of(3L));
    int queries = 300 + n % 500;
    Strided q = of(groups, 2, queries, 24);
    Strided k = of(groups, 290, 24);
    Strided sums = of(groups, 2, queries);
    String name = "attention of " + groups + " groups " + n;
    kernels.put(name, new AttendKernel(q, k, v, seen, 0.2, of(groups, 2, queries, 20), sums));
    kernels.put(
        "gradients of " + name,
        new AttendGradientKernel(
            q,
            k,
            v,
            seen,
            0.2,
            of(groups, 2, queries),
            of(groups, 2, queries),
            of(groups, 2, queries, 20),
            of(groups, 2, queries, 24),
            of(groups, 290, 24),
            of(groups, 290, 20)));
  }

  private static WindowSteps byOne(int tile) {
    return new WindowSteps(List.of(1, 1), List.of(1, 1), List.of(1, 1), tile);
  }

  private Strided of(int... sizes) {
    return operands.of(DType.FLOAT32, CONTIGUOUS, sizes);
  }

  @Test
  void sameBitsAndSeveralThreads() {
    // Made once: each generates classes of its own.
    CpuBackend one = new CpuBackend(inner(), 1);
    List<CpuBackend> more =
        Arrays.stream(THREADS).mapToObj(n -> new CpuBackend(inner(), n)).toList();
    kernels()
        .forEach((name, kernel) -> {
          Kernel expected = Operands.onCopies(kernel);
          one.run(expected);
          more.forEach(backend -> several(name, kernel, expected, backend));
        });
  }

  /**
   * Runs until a helper has taken part; the caller alone may be faster when the machine is busy.
   */
  private void several(String name, Kernel kernel, Kernel expected, CpuBackend backend) {
    long before = helped();
    int runs = 0;
    do {
      Kernel actual = Operands.onCopies(kernel);
      backend.run(actual);
      Operands.same(actual, expected, name + " on " + backend.threads() + " threads");
    } while (helped() == before && ++runs < 10_000);
    assertThat(helped()).as(name + ": a helper took part").isGreaterThan(before);
  }

  private static long helped() {
    return Arrays.stream(ThreadPool.shared().helped()).sum();
  }
}
