package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.train.metric.Calibration;
import org.junit.jupiter.api.Test;

class ReliabilityDiagramTest {
  private static Calibration calibration() {
    Calibration calibration = new Calibration(5);
    calibration.add(0.5, true);
    calibration.add(0.5, false);
    calibration.add(0.95, true);
    return calibration;
  }

  @Test
  void aBinIsItsMeanConfidenceAndAccuracy() {
    assertThat(calibration().bins().get(2)).isEqualTo(new Calibration.Bin(0.5, 0.5, 2));
    assertThat(calibration().bins().get(4)).isEqualTo(new Calibration.Bin(0.95, 1, 1));
    assertThat(calibration().bins().get(0).examples()).isZero();
  }

  @Test
  void aCurveHasItsNameAndItsBars() {
    SequencedMap<String, Calibration> curves = new LinkedHashMap<>();
    curves.put("before", calibration());
    curves.put("after", calibration());
    String svg = ReliabilityDiagram.of("Made up", curves).toSvg();

    assertThat(svg)
        .contains(">Made up</text>", ">as sure as right</text>", ">share of the examples</text>");
    assertThat(svg.split(">before</text>", -1)).hasSize(2 + 1);
    assertThat(svg.split("confidence</text>", -1)).hasSize(2 + 1);
  }

  @Test
  void saysThatThereIsNoCurve() {
    assertThatThrownBy(() -> ReliabilityDiagram.of("Nothing", new LinkedHashMap<>()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("The reliability diagram \"Nothing\" has no curve; give it one at least.");
  }
}
