package org.atled.cpu;

import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.REPEATED;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.ArgReduceKernel;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class ReductionsTest {
  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(12);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  private static Expression same(DType dtype) {
    return Expression.of(List.of(dtype), dtype, List::getFirst);
  }

  /** x² + 1 in the type itself. */
  private static Expression squarePlusOne(DType dtype) {
    return Expression.of(List.of(dtype), dtype, t -> t.getFirst().mul(t.getFirst()).add(1));
  }

  private void check(Combiner combiner, Expression before, Strided in, int axes, Layout outLayout) {
    DType dtype = before.outputs().getFirst();
    int[] kept = Arrays.copyOf(in.sizes(), in.rank() - axes);
    Operands.check(
        backend,
        new ReduceKernel(combiner, before, List.of(in), axes, operands.of(dtype, outLayout, kept)),
        combiner
            + " "
            + dtype
            + " of "
            + Arrays.toString(in.sizes())
            + " over "
            + axes
            + Arrays.toString(in.strides()));
  }

  @Test
  void everyTypeAndCombiner() {
    for (DType dtype : DType.values()) {
      for (Combiner combiner : Combiner.values()) {
        if (dtype == DType.BOOL && (combiner == Combiner.SUM || combiner == Combiner.PRODUCT)) {
          continue;
        }
        for (int n : new int[] {0, 1, 5, 16, 37}) {
          for (Layout layout : Layout.values()) {
            check(combiner, same(dtype), operands.of(dtype, layout, 9, n), 1, CONTIGUOUS);
            check(combiner, same(dtype), operands.of(dtype, layout, n), 1, CONTIGUOUS);
            if (dtype != DType.BOOL) {
              check(
                  combiner, squarePlusOne(dtype), operands.of(dtype, layout, 3, 11, n), 1, SLICED);
            }
          }
        }
      }
    }
  }

  /** Every length at which lanes or chunks begin or end, where rows or columns are neighbours. */
  @Test
  void everyLength() {
    for (int n : new int[] {0, 1, 15, 16, 17, 37, 1023, 4096, 4097, 10000, 20481}) {
      for (Layout layout : Layout.values()) {
        for (Expression before : List.of(same(DType.FLOAT32), squarePlusOne(DType.FLOAT32))) {
          check(Combiner.SUM, before, operands.of(DType.FLOAT32, layout, n), 1, CONTIGUOUS);
          check(Combiner.SUM, before, operands.of(DType.FLOAT32, layout, 2, n), 1, CONTIGUOUS);
          check(Combiner.SUM, before, operands.of(DType.FLOAT32, layout, 19, n), 1, TRANSPOSED);
        }
      }
    }
  }

  @Test
  void wideColumns() {
    for (int width : new int[] {255, 256, 257, 700}) {
      for (int n : new int[] {3, 37, 4100}) {
        Strided in = operands.of(DType.FLOAT32, CONTIGUOUS, n, width).permute(1, 0);
        check(Combiner.SUM, same(DType.FLOAT32), in, 1, CONTIGUOUS);
        check(Combiner.MAX, squarePlusOne(DType.FLOAT32), in, 1, SLICED);
      }
    }
  }

  @Test
  void severalAxes() {
    int[][] shapes = {{3, 5, 7}, {4, 17, 19}, {2, 70, 65}, {9, 3, 1500}, {5, 0, 3}, {1, 1, 1}};
    for (int[] shape : shapes) {
      for (Layout layout : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
        Strided in = operands.of(DType.FLOAT32, layout, shape);
        for (int[] order :
            new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
          for (int axes = 1; axes <= 3; axes++) {
            check(Combiner.SUM, same(DType.FLOAT32), in.permute(order), axes, CONTIGUOUS);
            check(Combiner.SUM, squarePlusOne(DType.FLOAT32), in.permute(order), axes, TRANSPOSED);
          }
        }
      }
    }
  }

  /** The mean over images of each channel: the kept axis lies between the reduced ones. */
  @Test
  void channelsOfImages() {
    Strided in = operands.of(DType.FLOAT64, CONTIGUOUS, 6, 33, 9, 11).permute(1, 0, 2, 3);
    check(Combiner.SUM, same(DType.FLOAT64), in, 3, CONTIGUOUS);
    Strided last = operands.of(DType.FLOAT64, CONTIGUOUS, 6, 9, 11, 33).permute(3, 0, 1, 2);
    check(Combiner.SUM, same(DType.FLOAT64), last, 3, CONTIGUOUS);
  }

  @Test
  void severalInputsOfDifferentLayoutsAndTypes() {
    Expression e =
        Expression.of(
            List.of(DType.FLOAT32, DType.INT32, DType.FLOAT32),
            DType.FLOAT64,
            t -> {
              var product = t.get(0).mul(t.get(1).to(DType.FLOAT32)).sub(t.get(2));
              return product.to(DType.FLOAT64);
            });
    for (int[] shape : new int[][] {{12, 300}, {300, 12}, {3, 5000}, {30, 4, 40}}) {
      for (Layout a : Layout.values()) {
        for (Layout b : Layout.values()) {
          int[] kept = Arrays.copyOf(shape, 1);
          Operands.check(
              backend,
              new ReduceKernel(
                  Combiner.SUM,
                  e,
                  List.of(
                      operands.of(DType.FLOAT32, a, shape),
                      operands.of(DType.INT32, b, shape),
                      operands.of(DType.FLOAT32, REPEATED, shape)),
                  shape.length - 1,
                  operands.of(DType.FLOAT64, CONTIGUOUS, kept)),
              Arrays.toString(shape) + a + b);
        }
      }
    }
  }

  @Test
  void notANumberWins() {
    Strided in = operands.of(DType.FLOAT32, CONTIGUOUS, 3, 40);
    Reference.set(in, new int[] {1, 17}, Float.NaN);
    for (Combiner combiner : Combiner.values()) {
      check(combiner, same(DType.FLOAT32), in, 1, CONTIGUOUS);
      check(combiner, same(DType.FLOAT32), in.permute(1, 0), 1, CONTIGUOUS);
    }
  }

  /** Rows of blocks: equals in several of them, NaN in one, and a rest. */
  @Test
  void argReduceOfLongRows() {
    for (DType dtype : DType.values()) {
      for (Combiner combiner : List.of(Combiner.MAX, Combiner.MIN)) {
        for (int n : new int[] {256, 300, 1000}) {
          for (Layout layout : Layout.values()) {
            Strided in = operands.of(dtype, layout, 3, n);
            if (dtype != DType.BOOL && dtype != DType.UINT8) {
              Strided greatest = operands.of(DType.INT64, CONTIGUOUS, 3);
              backend.run(new ArgReduceKernel(combiner, in, greatest));
              Object most = Reference.get(in, 1, (int) (long) Reference.get(greatest, 1));
              Reference.set(in, new int[] {1, 131}, most);
              Reference.set(in, new int[] {1, n - 1}, most);
            }
            if (dtype.isFloating()) {
              Object nan = dtype == DType.FLOAT64 ? (Object) Double.NaN : (Object) Float.NaN;
              Reference.set(in, new int[] {2, 140}, nan);
              Reference.set(in, new int[] {2, 250}, nan);
            }
            Operands.check(
                backend,
                new ArgReduceKernel(combiner, in, operands.of(DType.INT64, CONTIGUOUS, 3)),
                combiner + " " + dtype + n + layout);
          }
        }
      }
    }
  }

  @Test
  void argReduceOfEveryTypeAndLayout() {
    for (DType dtype : DType.values()) {
      for (Combiner combiner : List.of(Combiner.MAX, Combiner.MIN)) {
        for (int[] shape : new int[][] {{1}, {40}, {7, 33}, {33, 7}, {3, 4, 50}, {0, 3}, {5, 1}}) {
          for (Layout layout : Layout.values()) {
            Strided in = operands.of(dtype, layout, shape);
            if (dtype.isFloating() && shape[shape.length - 1] == 33) {
              Reference.set(
                  in,
                  new int[] {3, 20},
                  dtype == DType.FLOAT64 ? (Object) Double.NaN : (Object) Float.NaN);
              Reference.set(
                  in,
                  new int[] {3, 22},
                  dtype == DType.FLOAT64 ? (Object) Double.NaN : (Object) Float.NaN);
            }
            int[] kept = Arrays.copyOf(shape, shape.length - 1);
            for (Layout out : List.of(CONTIGUOUS, SLICED)) {
              Operands.check(
                  backend,
                  new ArgReduceKernel(combiner, in, operands.of(DType.INT64, out, kept)),
                  combiner + " " + dtype + Arrays.toString(shape) + layout);
            }
          }
        }
      }
    }
  }
}
