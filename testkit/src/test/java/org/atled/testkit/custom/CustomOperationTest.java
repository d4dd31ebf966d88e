package org.atled.testkit.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.atled.compile.Compiled;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Tensor;
import org.atled.testkit.GradientCheck;
import org.junit.jupiter.api.Test;

/** Operations that nobody registered work like those of the house. */
class CustomOperationTest {
  private static Tensor cube(List<Tensor> in) {
    return Dispatch.apply(new Cube(), in.getFirst());
  }

  private static Tensor sumOfSquares(List<Tensor> in) {
    return Dispatch.apply(new SumOfSquares(), in.getFirst());
  }

  @Test
  void anElementwiseOperation() {
    Tensor x = Tensor.of(new double[][] {{1, -2}, {0.5, 3}});
    assertThat(cube(List.of(x)).toArray()).isEqualTo(new double[][] {{1, -8}, {0.125, 27}});
    assertThat(cube(List.of(x.mT().to(DType.FLOAT32))).toArray())
        .isEqualTo(new float[][] {{1, 0.125f}, {-8, 27}});
    assertThat(cube(List.of(Tensor.of(new int[] {2}))).toArray()).isEqualTo(new float[] {8});
    GradientCheck.first("cube", CustomOperationTest::cube, List.of(x));
    GradientCheck.second("cube", CustomOperationTest::cube, List.of(x));
  }

  @Test
  void anOperationByKernels() {
    Tensor x = Tensor.of(new double[][] {{1, -2, 3}, {0.5, 0, 2}});
    assertThat(sumOfSquares(List.of(x)).toDoubles()).containsExactly(14, 4.25);
    assertThat(sumOfSquares(List.of(x.mT())).toDoubles()).containsExactly(1.25, 4, 13);
    GradientCheck.first("sumOfSquares", CustomOperationTest::sumOfSquares, List.of(x));
    GradientCheck.second("sumOfSquares", CustomOperationTest::sumOfSquares, List.of(x.mT()));
  }

  @Test
  void anOperationWithTwoResults() {
    Tensor x = Tensor.of(new double[][] {{3, 4}, {-5, 12}});
    List<Tensor> both = Dispatch.apply(new UnitRows(), x);
    assertThat(both.get(0).toArray())
        .isEqualTo(new double[][] {{3 / 5.0, 4 / 5.0}, {-5 / 13.0, 12 / 13.0}});
    assertThat(both.get(1).toDoubles()).containsExactly(5, 13);
    for (Function<List<Tensor>, Tensor> use :
        List.<Function<List<Tensor>, Tensor>>of(
            in -> Dispatch.apply(new UnitRows(), in.getFirst()).get(0),
            in -> Dispatch.apply(new UnitRows(), in.getFirst()).get(1),
            CustomOperationTest::unitRowsTimesLength)) {
      GradientCheck.first("unitRows", use, List.of(x));
      GradientCheck.second("unitRows", use, List.of(x));
    }
  }

  private static Tensor unitRowsTimesLength(List<Tensor> in) {
    List<Tensor> both = Dispatch.apply(new UnitRows(), in.getFirst());
    return both.get(0).mul(both.get(1).square().unsqueeze(1));
  }

  @Test
  void anOperationByAFunctionInJava() {
    Tensor x = Tensor.of(new float[][] {{3, 1, 2, 5}, {-1, -1, 7, 0}});
    float[][] medians = {{2, 2}, {-1, 0}};
    assertThat(Dispatch.apply(new MedianOfThree(), x).toArray()).isEqualTo(medians);
    Tensor turned = x.mT().copy().mT();
    Compiled compiled = Compiled.of(in -> List.of(Dispatch.apply(new MedianOfThree(), in.get(0))));
    assertThat(compiled.run(turned).getFirst().toArray()).isEqualTo(medians);
  }

  @Test
  void itsErrorsCarryItsName() {
    assertThatThrownBy(() -> sumOfSquares(List.of(Tensor.zeros(3))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("sumOfSquares: takes a matrix, not float32[3]; reshape it.");
  }

  @Test
  void itIsCompiled() {
    Compiled compiled = Compiled.of(in -> List.of(sumOfSquares(List.of(cube(in)))));
    Tensor other = Tensor.of(new double[][] {{2, 0}});
    assertThat(compiled.run(other).getFirst().toDoubles()).containsExactly(64);
    Compiled two = Compiled.of(in -> Dispatch.apply(new UnitRows(), in.getFirst()));
    assertThat(two.run(Tensor.of(new double[][] {{6, 8}})).get(1).toDoubles()).containsExactly(10);
  }
}
