package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Models that are trained at the same time do not notice each other. */
class TrainingTogetherTest {
  private static final int MODELS = 4;

  @Test
  void onVectors() {
    eachGetsItsOwnBits("on");
  }

  @Test
  void onScalars() {
    eachGetsItsOwnBits("off");
  }

  private static void eachGetsItsOwnBits(String simd) {
    List<String> lines =
        ChildJvm.run(
            TrainingTogether.class, List.of("-Datled.simd=" + simd), Integer.toString(MODELS));
    assertThat(ChildJvm.value(lines, "simd")).isEqualTo(Boolean.toString(simd.equals("on")));
    List<String> alone = ChildJvm.values(lines, "alone");
    assertThat(alone).hasSize(MODELS).doesNotHaveDuplicates();
    assertThat(alone.stream().map(line -> line.substring(line.indexOf(' '))))
        .as("each model has a seed of its own")
        .doesNotHaveDuplicates();
    assertThat(ChildJvm.values(lines, "together").stream().distinct()).isEqualTo(alone);
    assertThat(Long.parseLong(ChildJvm.value(lines, "helped"))).isPositive();
  }
}
