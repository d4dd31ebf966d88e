package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Hyperbolic;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.RecurKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class RecurrencesTest {
  /** Steps, rows, columns; the last with so many columns that products pack their left operand. */
  private static final int[][] SIZES = {
    {3, 5, 7}, {1, 1, 1}, {2, 17, 33}, {2, 3, 0}, {4, 0, 2}, {2, 20, 270}, {2, 15, 100}
  };

  private final Operands operands = new Operands(21);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  @Test
  void everyTypeAndLayout() {
    CpuBackend backend = new CpuBackend(inner(), 1);
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (int[] sizes : SIZES) {
        for (Layout layout : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
          for (boolean still : new boolean[] {true, false}) {
            Kernel kernel = recurrence(type, layout, still, sizes[0], sizes[1], sizes[2]);
            Operands.check(backend, kernel, kernel.title() + " of " + type + " " + layout + still);
          }
        }
      }
    }
  }

  @Test
  void threadsChangeNothing() {
    Kernel kernel = recurrence(DType.FLOAT32, CONTIGUOUS, true, 6, 37, 64);
    Kernel alone = Operands.onCopies(kernel);
    new CpuBackend(inner(), 1).run(alone);
    for (int threads : new int[] {2, 3, 16}) {
      Kernel shared = Operands.onCopies(kernel);
      new CpuBackend(inner(), threads).run(shared);
      Operands.same(shared, alone, threads + " threads");
    }
  }

  @Test
  void itSaysWhatItOverwrites() {
    Strided all = Strided.rowMajor(Storage.zeros(DType.FLOAT32, 24), Shape.of(3, 2, 4));
    Strided left = all.slice(2, 0, 1, 2);
    Strided right = all.slice(2, 2, 1, 2);
    Strided x = operands.of(DType.FLOAT32, CONTIGUOUS, 3, 2, 2);
    Kernel both = new RecurKernel(List.of(copy(x, left), copy(left, right)));
    Kernel half = new RecurKernel(List.of(copy(x, left)));
    Kernel late = new RecurKernel(List.of(copy(right, left), copy(x, right)));
    Strided first = all.slice(0, 2, -1, 3).slice(2, 0, 1, 2);
    Strided second = all.slice(0, 2, -1, 3).slice(2, 2, 1, 2);
    Kernel backwards = new RecurKernel(List.of(copy(x, first), copy(first, second)));
    Kernel crossed = new RecurKernel(List.of(copy(x, first), copy(left, second)));

    assertThat(both.overwrites(all.storage())).isTrue();
    assertThat(half.overwrites(all.storage())).isFalse();
    assertThat(late.overwrites(all.storage())).isFalse();
    assertThat(backwards.overwrites(all.storage())).isTrue();
    assertThat(crossed.overwrites(all.storage())).isFalse();
  }

  private static Kernel copy(Strided from, Strided to) {
    Expression same = Expression.of(List.of(from.dtype()), from.dtype(), List::getFirst);
    return new MapKernel(same, List.of(from), List.of(to));
  }

  /** Gates [steps, rows, 2n] = h·W + x; where a mask says so, h′ = tanh(first + second). */
  private Kernel recurrence(DType type, Layout layout, boolean still, int steps, int rows, int n) {
    Strided all = operands.of(type, layout, steps + 1, rows, n);
    Strided before = all.slice(0, 0, 1, steps);
    Strided after = all.slice(0, 1, 1, steps);
    Strided gates =
        operands.of(type, CONTIGUOUS, steps, rows, 2 * n).slice(0, steps - 1, -1, steps);
    Strided w =
        still
            ? operands.of(type, layout, n, 2 * n).broadcastTo(Shape.of(steps, n, 2 * n))
            : operands.of(type, layout, steps, n, 2 * n);
    Strided x = operands.of(type, layout, steps, rows, 2 * n);
    Strided mask =
        operands.of(DType.BOOL, CONTIGUOUS, steps, rows, 1).broadcastTo(Shape.of(steps, rows, n));
    Expression plus = Expression.of(List.of(type, type), type, t -> t.get(0).add(t.get(1)));
    Expression next =
        Expression.of(
            List.of(type, type, type, DType.BOOL),
            type,
            t -> t.get(3).select(Hyperbolic.tanh(t.get(0).add(t.get(1))), t.get(2)));
    return new RecurKernel(
        List.of(
            new GemmKernel(
                before, w, gates, Optional.of(new Epilogue(plus, List.of(x), List.of(gates)))),
            new MapKernel(
                next,
                List.of(gates.slice(2, 0, 1, n), gates.slice(2, n, 1, n), before, mask),
                List.of(after))));
  }
}
