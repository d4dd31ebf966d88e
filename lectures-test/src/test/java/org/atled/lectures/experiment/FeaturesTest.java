package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  @Test
  void featuresHelpOnTheirTaskAndOnOneLikeIt() {
    Split other = Digits.generate(Seed.of(5), 1_200, 400);

    Findings findings =
        new Features()
            .run(Seed.of(1), new Features.Size(2_000, 400, 5, 1, List.of(1, 10)), List.of(other));

    assertThat(findings.number("probe-on-penultimate-layer"))
        .isGreaterThan(findings.number("probe-on-raw-pixels") + 0.03)
        .isGreaterThan(findings.number("probe-on-untrained-layer") + 0.1);
    assertThat(findings.number("neighbour-on-penultimate-layer"))
        .isGreaterThan(findings.number("neighbour-on-untrained-layer") + 0.1);
    assertThat(findings.number("digits-penultimate-layer"))
        .isGreaterThan(findings.number("digits-raw-pixels") + 0.1);
    // To classes that the features were not made for they are of little use.
    assertThat(findings.number("digits-5-to-9-penultimate-layer"))
        .isLessThan(findings.number("digits-penultimate-layer"));
  }

  @Test
  void theNearestIsTheOneAtTheLeastDistance() {
    Tensor points = Tensor.of(new float[][] {{0, 0}, {3, 4}, {10, 0}});
    Tensor queries = Tensor.of(new float[][] {{9, 1}, {2, 2.9f}, {1, 1}});

    assertThat(Probe.nearest(points, queries).toLongs()).containsExactly(2, 1, 0);
  }

  @Test
  void anAccuracyIsThatOfSoManyLabels() {
    List<Transfer.Curve> curves =
        Arrays.stream(Representation.values())
            .map(each -> new Transfer.Curve(each, new double[][] {{0.25, 0.5}}))
            .toList();
    Transfer transfer = new Transfer("task", "source", List.of(1, 10), curves);

    assertThat(transfer.accuracy(Representation.RAW_PIXELS, 1)).isEqualTo(0.25);
    assertThat(transfer.accuracy(Representation.RAW_PIXELS, 10)).isEqualTo(0.5);
  }
}
