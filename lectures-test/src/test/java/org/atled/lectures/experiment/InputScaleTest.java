package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class InputScaleTest {
  @Test
  void normalisedInputsAreLearnedFaster() {
    Findings found = new InputScale().run(Seed.of(0), 2, 200);

    assertThat(found.numbers().values()).allSatisfy(number -> assertThat(number).isFinite());
    assertThat(found.number("raw-condition")).isGreaterThan(15);
    assertThat(found.number("normalised-condition")).isLessThan(2);
    assertThat(found.number("raw-steps")).isGreaterThan(10 * found.number("normalised-steps"));
    assertThat(found.number("raw-loss")).isGreaterThan(10 * found.number("normalised-loss"));
  }

  @Test
  void aBowlTooNarrowToArriveInIsRefused() {
    Quadratic narrow = new Quadratic(1e6, 0, 1, 1, 1);

    assertThatThrownBy(() -> InputScale.steps(narrow))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "InputScale: gradient descent does not come within a millionth of the minimum in 1,000"
                + " steps; take features whose eigenvalues are nearer than as 1 to 1,000,000.");
  }

  /** H = [[4, 0], [0, 1]]: λ are 4 and 1, and each step shrinks the distance to (4 − 1)/(4 + 1). */
  @Test
  void descentAtTheBestRateShrinksAsTheConditionSays() {
    Quadratic bowl = new Quadratic(4, 0, 1, 1, 1);

    double[][] path = bowl.descend(2);

    assertThat(bowl.condition()).isEqualTo(4);
    assertThat(bowl.bestRate()).isEqualTo(0.4);
    assertThat(path[1]).containsExactly(new double[] {1.6, 0.4}, within(1e-12));
    assertThat(bowl.excess(path[2][0], path[2][1]))
        .isCloseTo(bowl.excess(0, 0) * 0.36 * 0.36, within(1e-12));
    assertThat(bowl.normalised()).isEqualTo(new Quadratic(1, 0, 1, 2, 1));
  }
}
