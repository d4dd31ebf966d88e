package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.atled.lectures.layer.Filter1d;
import org.atled.lectures.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConvIsMatmulTest {
  private static final Findings FINDINGS =
      new ConvIsMatmul().run(Seed.of(1), new int[] {16, 32, 64}, 2);

  @Test
  void theBandedMatrixDoesWhatTheFilterDoes() {
    assertThat(FINDINGS.number("difference")).isLessThan(1e-5);
  }

  @Test
  void theWeightsAreThoseOfTheMatrixItself() {
    double[][] banded = new Filter1d(Matrix.row(1, -2, 3, 2, -1)).banded(64).toArray();
    double[] entries = Arrays.stream(banded).flatMapToDouble(Arrays::stream).toArray();
    double[] band = Arrays.stream(entries).filter(w -> w != 0).toArray();

    assertThat(FINDINGS.number("matrix-weights")).isEqualTo(entries.length);
    assertThat(FINDINGS.number("share-not-zero")).isEqualTo((double) band.length / entries.length);
    assertThat(FINDINGS.number("filter-weights")).isEqualTo(Arrays.stream(band).distinct().count());
  }

  @Test
  void theFilterLearnsFromOneExampleWhatTheMatrixNeedsManyFor() {
    assertThat(FINDINGS.number("filter-error-1")).isLessThan(1e-6);
    assertThat(FINDINGS.number("matrix-error-16")).isBetween(0.3, 0.7);
    assertThat(FINDINGS.number("matrix-error-128")).isLessThan(1e-3);
  }
}
