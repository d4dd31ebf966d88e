package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.atled.core.expr.Expression;
import org.atled.core.expr.LogAddExp;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.ScanKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class ScansTest {
  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(21);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  private static Expression step(DType type, BinaryOperator<Term> of) {
    return Expression.of(List.of(type, type), type, t -> of.apply(t.get(0), t.get(1)));
  }

  @Test
  void everyTypeStepAndLayout() {
    for (DType type : DType.values()) {
      if (type == DType.BOOL) {
        continue;
      }
      for (Layout in : Layout.values()) {
        for (Layout out : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
          for (int[] sizes : new int[][] {{70}, {3, 41}, {5, 1}, {40, 3, 6}, {2, 0}, {0, 3}}) {
            String what = type + " " + in + out + Arrays.toString(sizes);
            check(type, Term::add, in, out, sizes, "sum " + what);
            check(type, Term::mul, in, out, sizes, "product " + what);
            check(type, Term::max, in, out, sizes, "max " + what);
            if (type.isFloating()) {
              check(type, LogAddExp::logAddExp, in, out, sizes, "log-sum-exp " + what);
            }
          }
        }
      }
    }
  }

  /** Rows that are long enough for vectors over them, and more than go together. */
  @Test
  void manyRows() {
    for (Layout layout : List.of(CONTIGUOUS, TRANSPOSED)) {
      check(DType.FLOAT32, Term::add, layout, layout, new int[] {700, 9}, "rows " + layout);
      check(DType.FLOAT64, Term::add, layout, layout, new int[] {9, 700, 3}, "rows " + layout);
    }
  }

  private void check(
      DType type, BinaryOperator<Term> of, Layout in, Layout out, int[] sizes, String what) {
    Operands.check(
        backend,
        new ScanKernel(step(type, of), operands.of(type, in, sizes), operands.of(type, out, sizes)),
        what);
  }

  @Test
  void theSumOfExponentialsOfInfinitiesIsOne() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(logSumExp(-inf, -inf, 0, -inf)).containsExactly(-inf, -inf, 0, 0);
    assertThat(logSumExp(1, inf, inf, -inf)).containsExactly(1, inf, inf, inf);
    assertThat(logSumExp(-inf, Double.NaN, 1)).containsExactly(-inf, Double.NaN, Double.NaN);
    assertThat(logSumExp(1000, 1000)[1]).isEqualTo(1000 + StrictMath.log(2));
  }

  private double[] logSumExp(double... x) {
    Storage.Float64 out = new Storage.Float64(new double[x.length]);
    backend.run(
        new ScanKernel(
            step(DType.FLOAT64, LogAddExp::logAddExp),
            Strided.rowMajor(new Storage.Float64(x), Shape.of(x.length)),
            Strided.rowMajor(out, Shape.of(x.length))));
    return out.array();
  }
}
