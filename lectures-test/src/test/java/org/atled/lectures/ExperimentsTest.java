package org.atled.lectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
  @Test
  void eachHasANameOfItsOwnThatCanBeAFolder() {
    var names = new HashSet<String>();
    for (Experiment experiment : Experiments.all()) {
      assertThat(names.add(experiment.name())).as(experiment.name()).isTrue();
      assertThat(experiment.name()).matches("[a-z]+(-[a-z0-9]+)*");
      assertThat(experiment.title()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(90);
      assertThat(Experiments.named(experiment.name())).isSameAs(experiment);
    }
  }

  @Test
  void anUnknownNameIsGuessed() {
    assertThatThrownBy(() -> Experiments.named("laddr"))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "There is no lecture \"laddr\". Did you mean \"ladder\"? There are: ")
        .hasMessageContaining("ladder");
  }
}
