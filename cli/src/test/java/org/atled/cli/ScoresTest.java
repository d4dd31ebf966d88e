package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.atled.compile.Compilation;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
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

  /** What layers make of large images is many times as much as goes in. */
  @Test
  void largeExamplesGoInInSmallerBatches() {
    assertThat(batches(5, 1 << 19)).containsExactly(2, 1);
    assertThat(batches(2, (1 << 20) + 1)).containsExactly(1);
    assertThat(batches(300, 4)).containsExactly(256, 44);
  }

  /** How many examples a model sees at once; a plan looks twice. */
  private static Set<Integer> batches(int count, int width) {
    Dataset examples =
        ArrayDataset.of(
            new DatasetInfo("wide", Shape.of(width), Task.Classification.numbered(3)),
            new Rows.Bytes(new byte[count * width], Shape.of(width)),
            new Rows.Labels(new long[count]));
    Set<Integer> seen = new LinkedHashSet<>();
    Layer firstThree =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x, Mode mode) {
            seen.add((int) x.shape().size(0));
            return x.slice(1, 0, 3);
          }
        };

    Scores.of(firstThree, Objective.of(examples.info().task()), List.of(), examples);

    return seen;
  }
}
