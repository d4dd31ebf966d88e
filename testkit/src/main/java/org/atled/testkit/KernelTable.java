package org.atled.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.BlockFunction;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Kernel.Combiner;
import org.atled.core.spi.Kernel.Draw;
import org.atled.core.spi.Kernel.Epilogue;
import org.atled.core.spi.Kernel.Order;
import org.atled.core.spi.Strided;

/** Samples of every family of kernels: a new family is tested by its row here. */
public final class KernelTable {
  private static final DType FLOAT = DType.FLOAT32;
  private static final Expression SUM =
      Expression.of(List.of(FLOAT, FLOAT), FLOAT, t -> t.get(0).add(t.get(1)));
  private static final Expression SAME = Expression.of(List.of(FLOAT), FLOAT, List::getFirst);

  private KernelTable() {}

  /** A row for each family. */
  public static List<Kernel> samples() {
    Strided x = of(FLOAT, 4, 6);
    Strided y = of(FLOAT, 4, 6);
    Strided index = of(DType.INT64, 4, 6);
    Strided number = of(FLOAT, 1, 1).broadcastTo(Shape.of(4, 6));
    Strided sums = of(FLOAT, 4, 4);
    Strided step = of(DType.INT64);
    return List.of(
        new Kernel.Fill(x, Double.doubleToRawLongBits(2.5)),
        new Kernel.Copy(x, of(FLOAT, 6, 4).permute(1, 0)),
        new Kernel.Map(SUM, List.of(x, y), List.of(of(FLOAT, 4, 6))),
        new Kernel.Map(SUM, List.of(x, y), List.of(y)),
        new Kernel.Map(SUM, List.of(number, number), List.of(y)),
        new Kernel.Reduce(Combiner.SUM, SAME, List.of(x), 1, of(FLOAT, 4)),
        new Kernel.Reduce(Combiner.MAX, SUM, List.of(x, y), 2, of(FLOAT)),
        reduceThenMap(x),
        new Kernel.ArgReduce(Combiner.MIN, x, of(DType.INT64, 4)),
        new Kernel.Gemm(x, y.permute(1, 0), sums),
        new Kernel.Gemm(
            x,
            y.permute(1, 0),
            sums,
            Optional.of(new Epilogue(SUM, List.of(of(FLOAT, 4, 4)), List.of(sums)))),
        new Kernel.Gemm(of(FLOAT, 2, 3, 4, 5), of(FLOAT, 2, 3, 5, 2), of(FLOAT, 2, 3, 4, 2)),
        convolve(Kernel.Factor.Y),
        convolve(Kernel.Factor.X),
        convolve(Kernel.Factor.W),
        new Kernel.WindowMax(
            of(FLOAT, 2, 3, 5, 6),
            of(FLOAT, 2, 3, 3, 3),
            of(DType.INT64, 2, 3, 3, 3),
            List.of(3, 2),
            new Kernel.Steps(List.of(2, 2), List.of(1, 0), List.of(1, 1))),
        attend(of(DType.BOOL, 2, 3, 4, 5)),
        attendGradient(of(FLOAT, 2, 3, 4, 5)),
        new Kernel.Reduce(Combiner.SUM, SAME, List.of(of(FLOAT, 2, 3, 4)), 1, of(FLOAT, 2, 3)),
        new Kernel.ArgReduce(Combiner.MAX, of(FLOAT, 2, 3, 4), of(DType.INT64, 2, 3)),
        new Kernel.Scan(SUM, of(FLOAT, 2, 3, 4), of(FLOAT, 2, 3, 4)),
        new Kernel.Sort(
            Order.ASCENDING, of(FLOAT, 2, 3, 4), of(FLOAT, 2, 3, 4), of(DType.INT64, 2, 3, 4)),
        new Kernel.Gather(x, index, 0, of(FLOAT, 4, 6)),
        new Kernel.Gather(x, index, 1, of(FLOAT, 4, 6)),
        new Kernel.Gather(x, index, 1, true, of(FLOAT, 4, 6)),
        new Kernel.Scatter(Optional.of(Combiner.SUM), x, index, 0, of(FLOAT, 5, 6)),
        new Kernel.Scatter(Optional.of(Combiner.MAX), x, index, 1, of(FLOAT, 4, 7)),
        new Kernel.Scatter(Optional.empty(), x, index, 1, of(FLOAT, 4, 7)),
        new Kernel.Scan(SUM, x, of(FLOAT, 4, 6)),
        new Kernel.Scan(SUM, of(FLOAT, 6), of(FLOAT, 6)),
        recurrence(),
        new Kernel.Sort(Order.ASCENDING, x, of(FLOAT, 4, 6), of(DType.INT64, 4, 6)),
        new Kernel.Sort(Order.DESCENDING, of(FLOAT, 6), of(FLOAT, 6), of(DType.INT64, 6)),
        new Kernel.Sort(Order.DESCENDING, x, of(FLOAT, 4, 2), of(DType.INT64, 4, 2)),
        call(of(FLOAT, 3, 2, 5).permute(1, 0, 2), 1),
        call(of(DType.FLOAT64, 2, 3, 4, 2), 2),
        call(x, 0),
        new Kernel.Random(Draw.UNIFORM, 7, step, Optional.empty(), of(FLOAT, 4, 6)),
        new Kernel.Random(Draw.NORMAL, 7, step, Optional.of(of(DType.INT64, 4)), of(FLOAT, 4, 6)));
  }

  /** h after each step is the product of h before it by one matrix, and then a number more. */
  private static Kernel recurrence() {
    Strided all = of(FLOAT, 4, 3, 2);
    Strided sums = of(FLOAT, 3, 3, 2);
    Strided w = of(FLOAT, 2, 2).broadcastTo(Shape.of(3, 2, 2));
    return new Kernel.Recur(
        List.of(
            new Kernel.Gemm(all.slice(0, 0, 1, 3), w, sums),
            new Kernel.Map(
                SUM, List.of(sums, of(FLOAT, 3, 3, 2)), List.of(all.slice(0, 1, 1, 3)))));
  }

  private static Kernel convolve(Kernel.Factor wanted) {
    return new Kernel.Convolve(
        wanted,
        of(FLOAT, 2, 4, 5, 6),
        of(FLOAT, 6, 2, 3, 2),
        of(FLOAT, 2, 6, 3, 3),
        new Kernel.Steps(List.of(2, 2), List.of(1, 0), List.of(1, 1)),
        2);
  }

  private static Kernel attend(Strided mask) {
    return new Kernel.Attend(
        of(FLOAT, 2, 3, 4, 6),
        of(FLOAT, 2, 5, 6),
        of(FLOAT, 2, 5, 2),
        new Kernel.Seen(Optional.of(mask), Optional.of(1L)),
        0.5,
        of(FLOAT, 2, 3, 4, 2),
        of(FLOAT, 2, 3, 4));
  }

  private static Kernel attendGradient(Strided mask) {
    return new Kernel.AttendGradient(
        of(FLOAT, 2, 3, 4, 6),
        of(FLOAT, 2, 5, 6),
        of(FLOAT, 2, 5, 2),
        new Kernel.Seen(Optional.of(mask), Optional.empty()),
        0.5,
        of(FLOAT, 2, 3, 4),
        of(FLOAT, 2, 3, 4),
        of(FLOAT, 2, 3, 4, 2),
        of(FLOAT, 2, 3, 4, 6),
        of(FLOAT, 2, 5, 6),
        of(FLOAT, 2, 5, 2));
  }

  private static Kernel reduceThenMap(Strided x) {
    Strided out = of(FLOAT, 4);
    Epilogue epilogue = new Epilogue(SUM, List.of(of(FLOAT, 4)), List.of(out));
    return new Kernel.Reduce(Combiner.SUM, SAME, List.of(x), 1, out, Optional.of(epilogue));
  }

  /** Of each block [m, n] the sums of its rows and those of its columns. */
  record SumsOfBlock(int m, int n) implements BlockFunction {
    @Override
    public String name() {
      return "sums of block";
    }

    @Override
    public long flops() {
      return 2L * m * n;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      for (int i = 0; i < m * n; i++) {
        outputs[0][i / n] += inputs[0][i];
        outputs[1][i % n] += inputs[0][i];
      }
    }
  }

  private static Kernel call(Strided in, int batch) {
    Shape blocks = in.shape().slice(0, batch);
    int m = in.sizes()[batch];
    int n = in.sizes()[batch + 1];
    Strided rows = of(FLOAT, blocks.concat(Shape.of(m)).toArray());
    Strided columns = of(DType.FLOAT64, blocks.concat(Shape.of(n)).toArray());
    return new Kernel.Call(new SumsOfBlock(m, n), batch, List.of(in), List.of(rows, columns));
  }

  /** Row-major, with numbers from 0 to 3 that are of no order. */
  private static Strided of(DType dtype, long... sizes) {
    int seed = Arrays.hashCode(sizes);
    Numbers numbers = Numbers.of(Shape.of(sizes), i -> Math.floorMod((seed + i) * 0x9E3779B1, 4));
    return numbers.tensor(dtype).strided();
  }
}
