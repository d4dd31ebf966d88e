package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.junit.jupiter.api.Test;

public class LoopCompilerTest {
  private final LoopCompiler compiler = compiler();

  /** The compiler under test: other modules run these tests on theirs. */
  protected LoopCompiler compiler() {
    return new ScalarLoopCompiler();
  }

  /** 10a + b. */
  private static Expression tenTimes() {
    return Expression.of(
        List.of(DType.INT32, DType.INT32), DType.INT32, t -> t.get(0).mul(10).add(t.get(1)));
  }

  private static int[] counting(int n) {
    int[] numbers = new int[n];
    java.util.Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  @Test
  void equalFormsShareALoop() {
    List<Step> steps = List.of(Step.ONE, Step.ZERO, Step.ONE);
    Loop loop = compiler.compile(new Form(tenTimes(), steps));
    assertThat(compiler.compile(new Form(tenTimes(), steps))).isSameAs(loop);
    assertThat(compiler.compile(new Form(tenTimes(), List.of(Step.ONE, Step.ONE, Step.ONE))))
        .isNotSameAs(loop);
  }

  /** The contract word by word, for every combination of steps, short rows and long ones. */
  @Test
  void offsetsAndStridesOfBothAxes() {
    for (Step a : Step.values()) {
      for (Step b : Step.values()) {
        for (Step c : List.of(Step.ONE, Step.ANY)) {
          for (int inner : new int[] {0, 1, 5, 31, 32, 63, 64, 100, 1024, 1500}) {
            for (int[] offsets : new int[][] {{7, 7, 7}, {3, 4001, 9}}) {
              compare(List.of(a, b, c), offsets, inner);
            }
          }
        }
      }
    }
  }

  private void compare(List<Step> steps, int[] offsets, int inner) {
    int outer = 3;
    int[] innerStrides = new int[3];
    for (int x = 0; x < 3; x++) {
      innerStrides[x] = steps.get(x) == Step.ANY ? 2 : steps.get(x).ordinal();
    }
    int[] outerStrides = {3000, 0, 3000};
    int[] a = counting(16000);
    int[] b = counting(16000);
    int[] out = new int[16000];
    int[] expected = new int[16000];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int atA = offsets[0] + o * outerStrides[0] + i * innerStrides[0];
        int atB = offsets[1] + o * outerStrides[1] + i * innerStrides[1];
        expected[offsets[2] + o * outerStrides[2] + i * innerStrides[2]] = 10 * a[atA] + b[atB];
      }
    }
    compiler
        .compile(new Form(tenTimes(), steps))
        .run(new Object[] {a, b, out}, offsets, outerStrides, outer, innerStrides, inner);
    assertThat(out).as("%s %s %d", steps, offsets[1], inner).isEqualTo(expected);
  }

  @Test
  void negativeStrides() {
    Loop loop = compiler.compile(new Form(tenTimes(), List.of(Step.ANY, Step.ONE, Step.ANY)));
    int[] out = new int[6];
    int[] strides = {-1, 1, -1};
    loop.run(
        new Object[] {counting(6), counting(6), out},
        new int[] {5, 0, 5},
        new int[3],
        1,
        strides,
        6);
    assertThat(out).containsExactly(5, 14, 23, 32, 41, 50);
  }

  /** All operands in one array, as a plan has them; outputs apart from inputs, and among them. */
  @Test
  void rowsSeeWhatRowsBeforeWrote() {
    Loop loop = compiler.compile(new Form(tenTimes(), List.of(Step.ONE, Step.ONE, Step.ONE)));
    int[] inner = {1, 1, 1};
    for (int n : new int[] {3, 37, 100}) {
      for (int stride : new int[] {120, -120, 0}) {
        // Of b: apart, in place, what the row before wrote, what the next one will.
        for (int b : new int[] {700, 3500, 3500 - stride, 3500 + stride}) {
          int[] offsets = {2000, b, 3500};
          int[] outer = {120, stride, stride};
          int[] expected = counting(5000);
          for (int o = 0; o < 4; o++) {
            for (int i = 0; i < n; i++) {
              expected[3500 + o * stride + i] =
                  10 * expected[2000 + o * 120 + i] + expected[b + o * stride + i];
            }
          }
          int[] all = counting(5000);
          loop.run(new Object[] {all, all, all}, offsets, outer, 4, inner, n);
          assertThat(all).as("%d values, rows %d apart, b at %d", n, stride, b).isEqualTo(expected);
        }
      }
    }
  }

  /** An empty row may belong to an empty array, from which nothing can be read in advance. */
  @Test
  void anEmptyRowReadsNothing() {
    Loop loop = compiler.compile(new Form(tenTimes(), List.of(Step.ZERO, Step.ZERO, Step.ONE)));
    int[] none = {};
    loop.run(new Object[] {none, none, none}, new int[3], new int[3], 4, new int[] {0, 0, 1}, 0);
    loop.run(new Object[] {none, none, none}, new int[3], new int[3], 0, new int[] {0, 0, 1}, 4);
  }

  @Test
  void asManyStepsAsOperands() {
    Form form = new Form(tenTimes(), List.of(Step.ONE, Step.ONE));
    assertThatThrownBy(() -> compiler.compile(form))
        .hasMessageContaining("2 steps for 3 operands.");
  }

  @Test
  void manyThreadsCompileAtOnce() throws Exception {
    Form form = new Form(tenTimes(), List.of(Step.ANY, Step.ANY, Step.ANY));
    List<Loop> loops =
        java.util.stream.IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> compiler.compile(form))
            .toList();
    assertThat(loops).allMatch(l -> l == loops.getFirst());
  }
}
