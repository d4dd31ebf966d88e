package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Activation functions and clipping at their bounds and beyond, and what they refuse. */
class NonlinearitiesTest {
  private static double[] slope(UnaryOperator<Tensor> f, double... at) {
    Tensor x = Tensor.of(at).requiresGrad();
    return Autograd.gradients(f.apply(x).sum(), x).of(x).toDoubles();
  }

  @Test
  void clipPassesTheGradientAtItsBoundsAndHardtanhDoesNot() {
    assertThat(slope(x -> x.clip(-1, 1), -2, -1, 0, 1, 2)).containsExactly(0, 1, 1, 1, 0);
    assertThat(slope(x -> x.clampMin(-1), -2, -1, 0)).containsExactly(0, 1, 1);
    assertThat(slope(x -> x.clampMax(1), 0, 1, 2)).containsExactly(1, 1, 0);
    assertThat(slope(x -> x.hardtanh(-1, 1), -2, -1, 0, 1, 2)).containsExactly(0, 0, 1, 0, 0);
    assertThat(slope(Tensor::relu6, -1, 0, 3, 6, 7)).containsExactly(0, 0, 1, 0, 0);
  }

  @Test
  void theHardSwishIsFlatFromMinusThreeOnAndALineFromThree() {
    assertThat(slope(Tensor::hardSwish, -3, 0, 3)).containsExactly(0, 0.5, 1);
  }

  /** PyTorch's. */
  @Test
  void theSlopeOfCopysignIsNoNumberWhereTheFirstIsNoneOrInfinite() {
    assertThat(slope(x -> x.copysign(1), Double.NaN, Double.NEGATIVE_INFINITY, -2, 0, 3))
        .containsExactly(Double.NaN, Double.NaN, -1, 0, 1);
  }

  /** The exponential of what is not chosen would be infinite, and 0·∞ NaN. */
  @Test
  void exponentialsOfTheOtherSideDoNotDisturbTheGradient() {
    assertThat(slope(x -> x.elu(1), 1e4)).containsExactly(1);
    assertThat(slope(x -> x.celu(2), 1e4)).containsExactly(1);
    assertThat(slope(Tensor::selu, 1e4)).containsExactly(1.0507009873554805);
  }

  @Test
  void boundsThatCrossGiveTheUpperOneAndNaNIsKept() {
    Tensor x = Tensor.of(new double[] {-9, 1.5, 9, Double.NaN});
    assertThat(x.clip(2, 1).toDoubles()).containsExactly(1, 1, 1, Double.NaN);
    assertThat(x.clip(Double.NaN, 1).toDoubles())
        .containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  @Test
  void boundsOfIntegersAreIntegersUnlessTheyAreFractions() {
    Tensor x = Tensor.of(new int[] {-5, 0, 5});
    assertThat(x.clip(-1, 2).toArray()).isEqualTo(new int[] {-1, 0, 2});
    assertThat(x.clampMin(0.5).toArray()).isEqualTo(new float[] {0.5f, 0.5f, 5});
    assertThatThrownBy(() -> x.to(DType.UINT8).clip(-1, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("-1 does not fit uint8");
  }

  @Test
  void whatIsNotFiniteBecomesTheGreatestNumberOfItsType() {
    double[] x = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1};
    for (DType type : OpRow.EVERY_FLOAT) {
      Tensor y = Tensor.of(x).to(type).nanToNum();
      assertThat(y.dtype()).isEqualTo(type);
      assertThat(y.toDoubles()).containsExactly(0, type.greatest(), -type.greatest(), 1);
      assertThat(y.mul(1.01).get(1).item()).as("the next after it, %s", type).isInfinite();
    }
    assertThat(Tensor.of(new int[] {3}).nanToNum(1).toArray()).isEqualTo(new int[] {3});
  }

  @Test
  void refusals() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> x.hardtanh(1, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("hardtanh: the lower bound is 1.0 but must be less than the upper, 1.0.");
    assertThatThrownBy(() -> x.softshrink(-0.5))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("softshrink: lambda is -0.5 but must be at least 0.");
    assertThatThrownBy(() -> x.celu(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("celu: alpha must not be 0, by which x is divided.");
    assertThatThrownBy(() -> x.polygamma(-1))
        .hasMessage("polygamma: the order must be 0 to 20, not -1.");
    assertThatThrownBy(() -> x.polygamma(21))
        .hasMessage("polygamma: the order must be 0 to 20, not 21.");
    assertThatThrownBy(() -> x.glu(1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("glu: axis 1 of [2, 3] has size 3, which is odd; it must have two halves.");
    assertThatThrownBy(() -> x.prelu(Tensor.zeros(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("prelu: the weight is [2] but x [2, 3] needs one of [1] or [3].");
  }
}
