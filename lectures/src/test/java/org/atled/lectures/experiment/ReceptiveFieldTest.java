package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Locale;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceptiveFieldTest {
  private final Findings found = new ReceptiveField().run(Seed.of(1), 6, 5, 10, 20);

  /** AlexNet's and VGG-16's are those of Araujo, Norris and Sim 2019. */
  @Test
  void theFormulaIsWhatTheGradientReaches() {
    assertThat(found.number("networks-that-differ")).isZero();
    assertThat(found.number("five-layers-of-3-found")).isEqualTo(11);
    assertThat(found.number("lenet-5-found")).isEqualTo(16);
    assertThat(found.number("alexnet-found")).isEqualTo(195);
    assertThat(found.number("vgg-16-found")).isEqualTo(212);
    assertThat(found.number("resnet-18-found")).isEqualTo(435);
  }

  @Test
  void equalDilationLeavesGaps() {
    assertThat(found.number("dilations-1-2-4-8-16-seen")).isEqualTo(63);
    assertThat(found.number("dilations-2-2-2-2-2-found")).isEqualTo(21);
    assertThat(found.number("dilations-2-2-2-2-2-seen")).isEqualTo(11);
  }

  @Test
  void whatMattersIsABellThatGrowsAsTheRootOfTheDepth() {
    assertThat(found.number("from-bell")).isLessThan(0.15);
    assertThat(found.number("effective-slope")).isBetween(0.4, 0.65);
    assertThat(found.number("field-slope")).isGreaterThan(0.9);
    String wider =
        String.format(
            Locale.ROOT,
            "twice as deep is %.1f times as wide",
            Math.pow(2, found.number("effective-slope")));
    assertThat(found.sentences()).anyMatch(said -> said.contains(wider));
  }

  @Test
  void equalWeightsAreAsTheorySays() {
    for (int layers : new int[] {5, 10, 20}) {
      assertThat(found.number("equal-width-" + layers))
          .isCloseTo(3.92 * Math.sqrt(2 * layers / 3.0), withinPercentage(4));
    }
  }

  @Test
  void dilationWidensWhatMatters() {
    assertThat(found.number("effective-share-dilated"))
        .isGreaterThan(found.number("effective-width") / 41 + 0.2);
  }
}
