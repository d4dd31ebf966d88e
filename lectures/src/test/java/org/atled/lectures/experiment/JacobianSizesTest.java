package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class JacobianSizesTest {
  private final Findings findings =
      new JacobianSizes().run(Seed.of(1), List.of(4, 32), new Timing(0.01));

  @Test
  void allWaysGiveTheSameGradients() {
    assertThat(findings.number("difference")).isLessThan(1e-12);
    assertThat(findings.number("unit-vectors-difference")).isLessThan(1e-12);
  }

  @Test
  void theJacobiansHoldTwoCubesAndThreeSquares() {
    // ∂y/∂x, ∂y/∂b₁, ∂y/∂b₂: n² each; ∂y/∂W₁, ∂y/∂W₂: n³ each.
    assertThat(findings.number("jacobian-numbers-4")).isEqualTo(2 * 64 + 3 * 16);
    assertThat(findings.number("jacobian-numbers-32")).isEqualTo(2 * 32_768 + 3 * 1_024);
  }

  @Test
  void theProductsHoldWhatThereIsAGradientOfAndMultiplyTwiceForEachWeight() {
    assertThat(findings.number("product-numbers-32")).isEqualTo(2 * 1_024 + 3 * 32);
    assertThat(findings.number("product-multiplications-32")).isEqualTo(4 * 1_024 + 32);
  }

  @Test
  void eightTimesTheUnitsTakeAlmostTheFourthPowerOfEightAgainstItsSquare() {
    assertThat(
            findings.number("jacobian-multiplications-32")
                / findings.number("jacobian-multiplications-4"))
        .isBetween(2_000.0, 4_096.0);
    assertThat(
            findings.number("product-multiplications-32")
                / findings.number("product-multiplications-4"))
        .isBetween(50.0, 64.0);
  }
}
