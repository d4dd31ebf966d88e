package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;

/** Where what is like the others ends. */
class AnomalyThresholdTest {
  @Test
  void aShareOfTheScoresIsWithinIt() {
    double[] scores =
        IntStream.rangeClosed(1, 200).mapToDouble(i -> (i * 37 % 201) / 10.0).toArray();
    double[] before = scores.clone();
    AnomalyThreshold threshold = AnomalyThreshold.of(scores, 0.99);

    assertThat(threshold.value()).isEqualTo(19.8);
    assertThat(IntStream.range(0, 200).filter(i -> threshold.isPassedBy(scores[i]))).hasSize(2);
    assertThat(threshold.isPassedBy(19.8)).isFalse();
    assertThat(scores).as("the caller's").isEqualTo(before);
    assertThat(AnomalyThreshold.of(scores, 1).value()).isEqualTo(20);
    assertThat(AnomalyThreshold.of(new double[] {3, 2}, 0.01).value()).isEqualTo(2);
  }

  @Test
  void whatIsWrittenIsReadAndWhatIsDamagedIsNamed() {
    AnomalyThreshold threshold = new AnomalyThreshold(1.5, 0.99);
    JsonObject json = threshold.writeTo(JsonObject.builder().put("type", "anomalies")).build();
    assertThat(json.compact())
        .isEqualTo("{\"type\":\"anomalies\",\"threshold\":1.5,\"share\":0.99}");
    assertThat(AnomalyThreshold.read(new JsonPlace(json, "model.json", ""))).isEqualTo(threshold);

    JsonObject damaged = new AnomalyThreshold(-1, 0.99).writeTo(JsonObject.builder()).build();
    assertThatThrownBy(() -> AnomalyThreshold.read(new JsonPlace(damaged, "model.json", "")))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("\"threshold\" must be at least 0.");
  }
}
