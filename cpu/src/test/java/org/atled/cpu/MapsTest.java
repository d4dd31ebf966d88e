package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.REPEATED;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.atled.core.error.ArgumentException;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.spi.CopyKernel;
import org.atled.core.spi.FillKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class MapsTest {
  private static final int[][] SHAPES = {
    {}, {0}, {1}, {7}, {37}, {1023}, {3, 0, 2}, {5, 37}, {2, 3, 4}, {64, 130}, {3, 1, 4, 1, 5}
  };

  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(11);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  /** Every primitive on every type that has it, two operands in, in each layout. */
  @Test
  void everyPrimitiveOfEveryType() {
    for (DType dtype : DType.values()) {
      List<Function<List<Term>, Term>> bodies = new ArrayList<>();
      bodies.add(t -> t.get(0).eq(t.get(1)));
      bodies.add(t -> t.get(0).eq(t.get(1)).select(t.get(1), t.get(0)));
      for (DType to : DType.values()) {
        bodies.add(t -> t.get(0).to(to));
      }
      if (dtype != DType.BOOL) {
        bodies.add(t -> t.get(0).add(t.get(1)));
        bodies.add(t -> t.get(0).sub(t.get(1)));
        bodies.add(t -> t.get(0).mul(t.get(1)));
        bodies.add(t -> t.get(0).neg());
        bodies.add(t -> t.get(0).abs());
        bodies.add(t -> t.get(0).min(t.get(1)));
        bodies.add(t -> t.get(0).max(t.get(1)));
        bodies.add(t -> t.get(0).lt(t.get(1)));
        bodies.add(t -> t.get(0).le(t.get(1)));
        bodies.add(t -> t.get(0).lt(t.get(1)).select(t.get(0).neg(), t.get(1)));
        bodies.add(t -> t.get(0).le(t.get(1)).select(t.get(1), t.get(1).constant(3L)));
      }
      if (dtype.isFloating()) {
        bodies.add(t -> t.get(0).div(t.get(1)));
        bodies.add(t -> t.get(0).fma(t.get(1), t.get(0)));
        bodies.add(t -> t.get(0).rem(t.get(1)));
        bodies.add(t -> t.get(0).sqrt());
        bodies.add(t -> t.get(0).floor());
        bodies.add(t -> t.get(0).rint());
        bodies.add(t -> t.get(0).bits());
      } else {
        bodies.add(t -> t.get(0).and(t.get(1)));
        bodies.add(t -> t.get(0).or(t.get(1)));
        bodies.add(t -> t.get(0).xor(t.get(1)));
        if (dtype != DType.BOOL) {
          bodies.add(t -> t.get(0).div(t.get(1).or(1)));
          bodies.add(t -> t.get(0).rem(t.get(1).or(1)));
          bodies.add(t -> t.get(0).shl(t.get(1).to(DType.INT32)));
          bodies.add(t -> t.get(0).shr(t.get(1).to(DType.INT32)));
          bodies.add(t -> t.get(0).shl(3));
          bodies.add(t -> t.get(0).shr(3));
          bodies.add(t -> t.get(0).ushr(3));
          bodies.add(t -> t.get(0).bits());
        }
      }
      for (int b = 0; b < bodies.size(); b++) {
        for (DType out : DType.values()) {
          Expression e = Expression.of(List.of(dtype, dtype), out, bodies.get(b));
          for (Layout layout : List.of(CONTIGUOUS, SLICED)) {
            Kernel map =
                new MapKernel(
                    e,
                    List.of(operands.of(dtype, layout, 5, 37), operands.of(dtype, REPEATED, 5, 37)),
                    List.of(operands.of(out, layout, 5, 37)));
            Operands.check(backend, map, dtype + " body " + b + " to " + out + " " + layout);
          }
        }
      }
    }
  }

  @Test
  void specialFloats() {
    float[] values = {
      0f,
      -0f,
      1f,
      -1f,
      2.5f,
      3.5f,
      -2.5f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      Float.MAX_VALUE,
      65504f,
      65520f,
      0x1p-25f,
      0x1.8p-133f,
      3e9f,
      -3e9f,
      1e20f
    };
    int n = values.length;
    Strided a = operands.of(DType.FLOAT32, CONTIGUOUS, n, n);
    Strided b = operands.of(DType.FLOAT32, CONTIGUOUS, n, n);
    Reference.each(a.sizes(), i -> Reference.set(a, i, values[i[0]]));
    Reference.each(b.sizes(), i -> Reference.set(b, i, values[i[1]]));
    List<Function<List<Term>, Term>> bodies =
        List.of(
            t -> t.get(0).rem(t.get(1)),
            t -> t.get(0).min(t.get(1)),
            t -> t.get(0).max(t.get(1)),
            t -> t.get(0).lt(t.get(1)).select(t.get(0), t.get(1)),
            t -> t.get(0).le(t.get(1)).select(t.get(0), t.get(1)),
            t -> t.get(0).eq(t.get(1)).select(t.get(0), t.get(1)),
            t -> t.get(0).lt(t.get(1)).not().select(t.get(0), t.get(1)),
            t -> t.get(0).to(DType.BOOL),
            t -> t.get(0).to(DType.FLOAT16),
            t -> t.get(0).to(DType.BFLOAT16),
            t -> t.get(0).floor(),
            t -> t.get(0).rint(),
            t -> t.get(0).sqrt());
    for (int body = 0; body < bodies.size(); body++) {
      for (DType out : DType.values()) {
        Expression e = Expression.of(List.of(DType.FLOAT32, DType.FLOAT32), out, bodies.get(body));
        Kernel map = new MapKernel(e, List.of(a, b), List.of(operands.of(out, CONTIGUOUS, n, n)));
        Operands.check(backend, map, "body " + body + " to " + out);
      }
    }
  }

  @Test
  void everyShapeInEveryLayout() {
    Expression e =
        Expression.of(
            List.of(DType.FLOAT32, DType.UINT8, DType.FLOAT32),
            DType.FLOAT32,
            t -> t.get(0).mul(t.get(1).to(DType.FLOAT32)).add(t.get(2).sub(0.5)));
    for (int[] shape : SHAPES) {
      for (Layout a : Layout.values()) {
        for (Layout b : Layout.values()) {
          for (Layout out : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
            Kernel map =
                new MapKernel(
                    e,
                    List.of(
                        operands.of(DType.FLOAT32, a, shape),
                        operands.of(DType.UINT8, b, shape),
                        operands.of(DType.FLOAT32, CONTIGUOUS, shape)),
                    List.of(operands.of(DType.FLOAT32, out, shape)));
            Operands.check(backend, map, java.util.Arrays.toString(shape) + a + b + "to " + out);
          }
        }
      }
    }
  }

  /** Values shared by outputs, and outputs that are inputs: all is computed before it is stored. */
  @Test
  void severalOutputsInPlace() {
    Expression e =
        Expression.of(
            List.of(DType.FLOAT32, DType.FLOAT32),
            List.of(DType.FLOAT32, DType.FLOAT32, DType.INT32),
            t -> {
              Term sum = t.get(0).add(t.get(1));
              return List.of(sum, t.get(0).mul(sum), sum);
            });
    for (int n : new int[] {1, 37, 1023}) {
      Strided a = operands.of(DType.FLOAT32, CONTIGUOUS, n);
      Strided b = operands.of(DType.FLOAT32, SLICED, n);
      Strided c = operands.of(DType.INT32, CONTIGUOUS, n);
      Strided a2 = Operands.copy(a);
      Strided b2 = Operands.copy(b);
      Strided c2 = Operands.copy(c);
      backend.run(new MapKernel(e, List.of(a, b), List.of(b, a, c)));
      // The reference evaluates all outputs of an element before it sets the first.
      Reference.run(new MapKernel(e, List.of(a2, b2), List.of(b2, a2, c2)));
      Operands.same(a, a2, "a of " + n);
      Operands.same(b, b2, "b of " + n);
      Operands.same(c, c2, "c of " + n);
    }
  }

  /** What is stored first is read later: only if all is computed before do both change places. */
  @Test
  void outputsThatChangePlaces() {
    Expression e =
        Expression.of(
            List.of(DType.INT64, DType.INT64),
            List.of(DType.INT64, DType.INT64),
            t -> List.of(t.get(1), t.get(0)));
    for (int n : new int[] {5, 100}) {
      Strided a = operands.of(DType.INT64, CONTIGUOUS, n);
      Strided b = operands.of(DType.INT64, CONTIGUOUS, n);
      Strided oldA = Operands.copy(a);
      Strided oldB = Operands.copy(b);
      backend.run(new MapKernel(e, List.of(a, b), List.of(a, b)));
      Reference.each(
          a.sizes(),
          i -> {
            assertThat(Reference.get(a, i)).isEqualTo(Reference.get(oldB, i));
            assertThat(Reference.get(b, i)).isEqualTo(Reference.get(oldA, i));
          });
    }
  }

  /** More operands than a method can have parameters for. */
  @Test
  void manyOperands() {
    int count = 150;
    List<DType> types = java.util.Collections.nCopies(count, DType.FLOAT32);
    Expression e =
        Expression.of(
            types, DType.FLOAT32, t -> t.stream().reduce(t.getFirst().constant(0.0), Term::add));
    List<Strided> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(operands.of(DType.FLOAT32, i % 2 == 0 ? CONTIGUOUS : REPEATED, 3, 19));
    }
    Operands.check(
        backend,
        new MapKernel(e, inputs, List.of(operands.of(DType.FLOAT32, CONTIGUOUS, 3, 19))),
        "150 operands");
  }

  /** Beyond the size that HotSpot compiles, and beyond a branch's reach of 32 KiB. */
  @Test
  void aHugeExpression() {
    Operands.check(backend, chain(2000), "4,000 instructions");
  }

  @Test
  void anExpressionBeyondTheLimitOfAMethod() {
    Kernel kernel = chain(6000);
    assertThatThrownBy(() -> backend.run(kernel))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("An expression of 24001 instructions does not fit the byte code")
        .hasMessageEndingWith("compute it in several steps of at most 4,000 instructions.");
  }

  private Kernel chain(int links) {
    Expression e =
        Expression.of(
            List.of(DType.FLOAT32),
            DType.FLOAT32,
            t -> {
              Term x = t.getFirst();
              for (int i = 0; i < links; i++) {
                x = x.fma(t.getFirst().constant(0.5 + i), x);
                x = x.mul(1e-4 / (1 + i));
              }
              return x;
            });
    return new MapKernel(
        e,
        List.of(operands.of(DType.FLOAT32, CONTIGUOUS, 19)),
        List.of(operands.of(DType.FLOAT32, CONTIGUOUS, 19)));
  }

  @Test
  void copyAndFillInEveryLayout() {
    for (DType dtype : DType.values()) {
      long bits = dtype.isFloating() ? Double.doubleToRawLongBits(-2.5) : 1;
      for (int[] shape : SHAPES) {
        for (Layout out : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
          String what = dtype + java.util.Arrays.toString(shape) + out;
          Operands.check(backend, new FillKernel(operands.of(dtype, out, shape), bits), what);
          for (Layout in : Layout.values()) {
            Operands.check(
                backend,
                new CopyKernel(operands.of(dtype, in, shape), operands.of(dtype, out, shape)),
                what + " from " + in);
          }
        }
      }
    }
  }
}
