package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.generative.NoiseSchedule;
import org.atled.lectures.Findings;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffusionOfPointsTest {
  private static final Findings FINDINGS =
      new DiffusionOfPoints().run(Seed.of(1), new DiffusionOfPoints.Size(120, 1));

  /** Of one point v is known: √ᾱ·ε − √(1 − ᾱ)·x. */
  @Test
  void theBestFieldOfOnePointLeadsToIt() {
    double kept = NoiseSchedule.COSINE.kept(10)[4];
    Tensor point = Tensor.of(new float[] {1, -2}, 1, 2);
    Tensor noise = Tensor.of(new float[] {0.5f, 0.25f, -1, 3}, 2, 2);
    Tensor x = point.mul(Math.sqrt(kept)).add(noise.mul(Math.sqrt(1 - kept)));
    Tensor steps = Tensor.of(new long[] {4, 4});
    Tensor found =
        Autograd.noGrad(() ->
            new BestDenoiser(point, NoiseSchedule.COSINE, 10)
                .apply(x, steps, steps, Mode.evaluation()));
    Tensor velocity = noise.mul(Math.sqrt(kept)).sub(point.mul(Math.sqrt(1 - kept)));
    assertThat(found.allClose(velocity, 1e-5, 1e-5)).isTrue();
  }

  /** On the points that it learned from nothing beats the best field. */
  @Test
  void theNetworkComesNearTheBestField() {
    double gained = FINDINGS.number("loss-of-silence") - FINDINGS.number("loss");
    double most = FINDINGS.number("loss-of-silence") - FINDINGS.number("best-loss");
    assertThat(gained).isBetween(0.6 * most, most);
  }

  @Test
  void theBestFieldLearnsByHeartAndTheNetworkDoesNot() {
    assertThat(FINDINGS.number("from-learned-by-best"))
        .isLessThan(0.3 * FINDINGS.number("from-learned-of-fresh"));
    assertThat(FINDINGS.number("from-learned"))
        .isCloseTo(FINDINGS.number("from-learned-of-fresh"), within(0.03));
  }

  @Test
  void oneStepIsTooFew() {
    assertThat(FINDINGS.number("off-50")).isLessThan(0.2);
    assertThat(FINDINGS.number("off-1")).isGreaterThan(2 * FINDINGS.number("off-50"));
  }
}
