package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class JacobianSizesTest {
  private static final Findings FINDINGS =
      new JacobianSizes().run(Seed.of(1), List.of(4, 32), new Timing(0.01));

  @Test
  void allWaysGiveTheSameGradients() {
    assertThat(FINDINGS.number("difference")).isLessThan(1e-12);
    assertThat(FINDINGS.number("unit-vectors-difference")).isLessThan(1e-12);
  }

  @Test
  void theJacobiansHoldTwoCubesAndThreeSquares() {
    // ∂y/∂x, ∂y/∂b₁, ∂y/∂b₂: n² each; ∂y/∂W₁, ∂y/∂W₂: n³ each.
    assertThat(FINDINGS.number("jacobian-numbers-4")).isEqualTo(2 * 64 + 3 * 16);
    assertThat(FINDINGS.number("jacobian-numbers-32")).isEqualTo(2 * 32_768 + 3 * 1_024);
  }

  @Test
  void theProductsHoldWhatThereIsAGradientOfAndMultiplyTwiceForEachWeight() {
    assertThat(FINDINGS.number("product-numbers-32")).isEqualTo(2 * 1_024 + 3 * 32);
    assertThat(FINDINGS.number("product-multiplications-32")).isEqualTo(4 * 1_024 + 32);
  }

  @Test
  void eightTimesTheUnitsTakeAlmostTheFourthPowerOfEightAgainstItsSquare() {
    assertThat(
            FINDINGS.number("jacobian-multiplications-32")
                / FINDINGS.number("jacobian-multiplications-4"))
        .isBetween(2_000.0, 4_096.0);
    assertThat(
            FINDINGS.number("product-multiplications-32")
                / FINDINGS.number("product-multiplications-4"))
        .isBetween(50.0, 64.0);
  }
}
