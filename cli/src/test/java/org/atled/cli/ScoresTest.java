package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.compile.Compilation;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.data.Toy;
import org.atled.nn.layer.Linear;
import org.atled.train.Objective;
import org.junit.jupiter.api.Test;

class ScoresTest {
  /** What is counted of classes is not part of the step, which could not be a plan with it. */
  @Test
  void aPlanCountsClassesToo() {
    Dataset examples = Toy.moons().generate(Seed.of(1), 1, 300).test();
    Linear model = new Linear(2, 1);
    Objective objective = Objective.of(examples.info().task());
    Scores byHand = Scores.of(model, objective, List.of(), examples);
    String before = System.getProperty(Compilation.PROPERTY, "auto");
    System.setProperty(Compilation.PROPERTY, "on");
    try {
      Scores planned = Scores.of(model, objective, List.of(), examples);

      assertThat(planned.measured()).isEqualTo(byHand.measured());
      assertThat(planned.more()).isEqualTo(byHand.more());
      assertThat(planned.confusion().orElseThrow().json())
          .isEqualTo(byHand.confusion().orElseThrow().json());
      assertThat(
              planned.confusion().orElseThrow().report().rows().stream()
                  .mapToLong(row -> row.support())
                  .sum())
          .isEqualTo(300);
    } finally {
      System.setProperty(Compilation.PROPERTY, before);
    }
  }
}
