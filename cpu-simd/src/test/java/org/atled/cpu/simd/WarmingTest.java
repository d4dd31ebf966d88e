package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.InnerLoops;
import org.atled.cpu.LaneReducer;
import org.atled.cpu.MatrixProduct;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;
import org.atled.cpu.TableProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scalar code that is used a lot becomes vector code, and nobody sees it from the results. */
@Timeout(120)
class WarmingTest {
  private static final SimdChoice COMPILED =
      new SimdChoice(SimdChoice.When.COMPILED, "as tests do");
  private static final int N = 1023;

  private final InnerLoops loops = VectorLoops.create(COMPILED);
  private final InnerLoops scalar = InnerLoops.scalar("as tests do");
  private final AtomicBoolean onVectors = new AtomicBoolean();
  private final Object in = TrialNumbers.of(DType.FLOAT32, N);

  @Test
  void aLoopThatIsUsedALot() {
    Form form = new Form(exp(), List.of(Step.ONE, Step.ONE));
    WarmingLoop warming = (WarmingLoop) loops.compiler().compile(form);
    float[] expected = run(scalar.compiler().compile(form), N);
    while (!warming.switched()) {
      assertThat(run(warming, N)).isEqualTo(expected);
    }
    assertThat(run(warming, N)).isEqualTo(expected);
  }

  @Test
  void aReducerThatIsUsedALot() {
    WarmingReducer warming = (WarmingReducer) loops.reducer(Combiner.SUM, DType.FLOAT32);
    float expected = run(scalar.reducer(Combiner.SUM, DType.FLOAT32));
    while (!warming.switched()) {
      assertThat(run(warming)).isEqualTo(expected);
    }
    assertThat(run(warming)).isEqualTo(expected);
  }

  @Test
  void aProductThatIsUsedALot() {
    MatrixProduct warming = loops.product(DType.FLOAT32);
    float[] expected = multiply(scalar.product(DType.FLOAT32));
    while (!onVectors.get()) {
      assertThat(multiply(warming)).isEqualTo(expected);
    }
    assertThat(multiply(warming)).isEqualTo(expected);
    assertThat(onVectors).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void aTableProductThatIsUsedALot(DType type) {
    TableProduct vector = new VectorTableProduct(type);
    while (loops.tableProduct(type, 1 << 20).unit() != vector.unit()) {
      Thread.onSpinWait();
    }
    assertThat(loops.tableProduct(type, 0)).isInstanceOf(VectorTableProduct.class);
  }

  @Test
  void aFormThatDoesNotFitStaysScalar() {
    for (Form form :
        List.of(
            new Form(exp(), List.of(Step.ANY, Step.ONE)),
            new Form(exp(), List.of(Step.ONE, Step.ZERO)),
            new Form(
                Expression.of(
                    List.of(DType.FLOAT32),
                    DType.FLOAT32,
                    t -> t.getFirst().rem(t.getFirst().constant(2L))),
                List.of(Step.ONE, Step.ONE)),
            new Form(
                Expression.of(List.of(DType.FLOAT16), DType.FLOAT32, List::getFirst),
                List.of(Step.ONE, Step.ONE)),
            new Form(
                Expression.of(List.of(DType.UINT8), DType.UINT8, t -> t.getFirst().add(1)),
                List.of(Step.ONE, Step.ONE)),
            new Form(
                Expression.of(List.of(DType.BOOL), DType.BOOL, List::getFirst),
                List.of(Step.ONE, Step.ONE)))) {
      assertThat(VectorForm.of(form)).as("%s", form).isEmpty();
      assertThat(loops.compiler().compile(form)).isNotInstanceOf(WarmingLoop.class);
    }
  }

  @Test
  void equalFormsShareALoop() {
    List<Step> steps = List.of(Step.ONE, Step.ONE);
    assertThat(loops.compiler().compile(new Form(exp(), steps)))
        .isSameAs(loops.compiler().compile(new Form(exp(), steps)));
    assertThat(loops.reducer(Combiner.MAX, DType.INT64))
        .isInstanceOf(WarmingReducer.class)
        .isSameAs(loops.reducer(Combiner.MAX, DType.INT64));
  }

  private static Expression exp() {
    return Expression.of(List.of(DType.FLOAT32), DType.FLOAT32, t -> Exponential.exp(t.getFirst()));
  }

  private float[] run(Loop loop, int n) {
    float[] out = new float[n];
    loop.run(new Object[] {in, out}, new int[2], new int[2], 1, new int[] {1, 1}, n);
    return out;
  }

  private float run(LaneReducer reducer) {
    float[] out = new float[1];
    reducer.reduce(in, 0, 0, 1, 1, N, out, 0, 1);
    return out[0];
  }

  /**
   * Of 37 × 64 by 64 × 41; whoever finishes a block tells on the way whether that is on vectors.
   */
  private float[] multiply(MatrixProduct product) {
    float[] out = new float[37 * 41];
    product.multiply(
        new Matrix(TrialNumbers.of(DType.FLOAT32, 37 * 64), 0, 64, 1),
        new Matrix(TrialNumbers.of(DType.FLOAT32, 64 * 41), 0, 41, 1),
        new Matrix(out, 0, 41, 1),
        37,
        64,
        41,
        Team.SOLO,
        (sums, row, column, rows, columns) -> onVectors.set(calledBy(VectorProduct.class)));
    return out;
  }

  private static boolean calledBy(Class<?> type) {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass() == type));
  }
}
