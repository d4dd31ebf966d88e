package org.atled.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PixelBudgetTest {
  @Test
  void whatAnImageTakesIsGivenBack() {
    PixelBudget budget = new PixelBudget(100);

    assertThat(budget.<Integer>within(60, budget::left)).isEqualTo(40);
    assertThat(budget.<Integer>within(1000, budget::left)).isZero();
    assertThatThrownBy(() ->
            budget.within(
                70,
                () -> {
                  throw new IllegalStateException("damaged");
                }))
        .hasMessage("damaged");
    assertThat(budget.left()).isEqualTo(100);
    assertThat(PixelBudget.ofMemory().left()).isPositive();
  }
}
