package org.atled.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.ArgReduceKernel;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.BlockFunction;
import org.atled.core.spi.CallKernel;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.CopyKernel;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.FillKernel;
import org.atled.core.spi.GatherKernel;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.core.spi.RandomKernel;
import org.atled.core.spi.RandomKernel.Draw;
import org.atled.core.spi.RecurKernel;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.ScanKernel;
import org.atled.core.spi.ScatterKernel;
import org.atled.core.spi.SortKernel;
import org.atled.core.spi.SortKernel.Order;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WindowMaxKernel;
import org.atled.core.spi.WindowSteps;

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
        new FillKernel(x, Double.doubleToRawLongBits(2.5)),
        new CopyKernel(x, of(FLOAT, 6, 4).permute(1, 0)),
        new MapKernel(SUM, List.of(x, y), List.of(of(FLOAT, 4, 6))),
        new MapKernel(SUM, List.of(x, y), List.of(y)),
        new MapKernel(SUM, List.of(number, number), List.of(y)),
        new ReduceKernel(Combiner.SUM, SAME, List.of(x), 1, of(FLOAT, 4)),
        new ReduceKernel(Combiner.MAX, SUM, List.of(x, y), 2, of(FLOAT)),
        reduceThenMap(x),
        new ArgReduceKernel(Combiner.MIN, x, of(DType.INT64, 4)),
        new GemmKernel(x, y.permute(1, 0), sums),
        new GemmKernel(
            x,
            y.permute(1, 0),
            sums,
            Optional.of(new Epilogue(SUM, List.of(of(FLOAT, 4, 4)), List.of(sums)))),
        new GemmKernel(of(FLOAT, 2, 3, 4, 5), of(FLOAT, 2, 3, 5, 2), of(FLOAT, 2, 3, 4, 2)),
        new QuantizedGemmKernel(x, of(DType.UINT8, 2, 6, 2), of(FLOAT, 4), of(FLOAT, 4, 4)),
        convolve(ConvolveKernel.Factor.Y),
        convolve(ConvolveKernel.Factor.X),
        convolve(ConvolveKernel.Factor.W),
        new WindowMaxKernel(
            of(FLOAT, 2, 3, 5, 6),
            of(FLOAT, 2, 3, 3, 3),
            of(DType.INT64, 2, 3, 3, 3),
            List.of(3, 2),
            new WindowSteps(List.of(2, 2), List.of(1, 0), List.of(1, 1))),
        attend(of(DType.BOOL, 2, 3, 4, 5)),
        attendGradient(of(FLOAT, 2, 3, 4, 5)),
        new ReduceKernel(Combiner.SUM, SAME, List.of(of(FLOAT, 2, 3, 4)), 1, of(FLOAT, 2, 3)),
        new ArgReduceKernel(Combiner.MAX, of(FLOAT, 2, 3, 4), of(DType.INT64, 2, 3)),
        new ScanKernel(SUM, of(FLOAT, 2, 3, 4), of(FLOAT, 2, 3, 4)),
        new SortKernel(
            Order.ASCENDING, of(FLOAT, 2, 3, 4), of(FLOAT, 2, 3, 4), of(DType.INT64, 2, 3, 4)),
        new GatherKernel(x, index, 0, of(FLOAT, 4, 6)),
        new GatherKernel(x, index, 1, of(FLOAT, 4, 6)),
        new GatherKernel(x, index, 1, true, of(FLOAT, 4, 6)),
        new ScatterKernel(Optional.of(Combiner.SUM), x, index, 0, of(FLOAT, 5, 6)),
        new ScatterKernel(Optional.of(Combiner.MAX), x, index, 1, of(FLOAT, 4, 7)),
        new ScatterKernel(Optional.empty(), x, index, 1, of(FLOAT, 4, 7)),
        new ScanKernel(SUM, x, of(FLOAT, 4, 6)),
        new ScanKernel(SUM, of(FLOAT, 6), of(FLOAT, 6)),
        recurrence(),
        new SortKernel(Order.ASCENDING, x, of(FLOAT, 4, 6), of(DType.INT64, 4, 6)),
        new SortKernel(Order.DESCENDING, of(FLOAT, 6), of(FLOAT, 6), of(DType.INT64, 6)),
        new SortKernel(Order.DESCENDING, x, of(FLOAT, 4, 2), of(DType.INT64, 4, 2)),
        call(of(FLOAT, 3, 2, 5).permute(1, 0, 2), 1),
        call(of(DType.FLOAT64, 2, 3, 4, 2), 2),
        call(x, 0),
        new RandomKernel(Draw.UNIFORM, 7, step, Optional.empty(), of(FLOAT, 4, 6)),
        new RandomKernel(Draw.NORMAL, 7, step, Optional.of(of(DType.INT64, 4)), of(FLOAT, 4, 6)));
  }

  /** h after each step is the product of h before it by one matrix, and then a number more. */
  private static Kernel recurrence() {
    Strided all = of(FLOAT, 4, 3, 2);
    Strided sums = of(FLOAT, 3, 3, 2);
    Strided w = of(FLOAT, 2, 2).broadcastTo(Shape.of(3, 2, 2));
    return new RecurKernel(
        List.of(
            new GemmKernel(all.slice(0, 0, 1, 3), w, sums),
            new MapKernel(SUM, List.of(sums, of(FLOAT, 3, 3, 2)), List.of(all.slice(0, 1, 1, 3)))));
  }

  private static Kernel convolve(ConvolveKernel.Factor wanted) {
    return new ConvolveKernel(
        wanted,
        of(FLOAT, 2, 4, 5, 6),
        of(FLOAT, 6, 2, 3, 2),
        of(FLOAT, 2, 6, 3, 3),
        new WindowSteps(List.of(2, 2), List.of(1, 0), List.of(1, 1)),
        2);
  }

  private static Kernel attend(Strided mask) {
    return new AttendKernel(
        of(FLOAT, 2, 3, 4, 6),
        of(FLOAT, 2, 5, 6),
        of(FLOAT, 2, 5, 2),
        new AttendKernel.Seen(Optional.of(mask), Optional.of(1L)),
        0.5,
        of(FLOAT, 2, 3, 4, 2),
        of(FLOAT, 2, 3, 4));
  }

  private static Kernel attendGradient(Strided mask) {
    return new AttendGradientKernel(
        of(FLOAT, 2, 3, 4, 6),
        of(FLOAT, 2, 5, 6),
        of(FLOAT, 2, 5, 2),
        new AttendKernel.Seen(Optional.of(mask), Optional.empty()),
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
    return new ReduceKernel(Combiner.SUM, SAME, List.of(x), 1, out, Optional.of(epilogue));
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
    return new CallKernel(new SumsOfBlock(m, n), batch, List.of(in), List.of(rows, columns));
  }

  /** Row-major, with numbers from 0 to 3 that are of no order. */
  private static Strided of(DType dtype, long... sizes) {
    int seed = Arrays.hashCode(sizes);
    Numbers numbers = Numbers.of(Shape.of(sizes), i -> Math.floorMod((seed + i) * 0x9E3779B1, 4));
    return numbers.tensor(dtype).strided();
  }
}
