package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;

class NotNumbersTest {
  private static final double[] X = {1, 2, 3};
  private static final Chart EMPTY = Chart.of("A", "x", "y");

  @Test
  void aLogarithmicChartOfNaNIsDrawn() {
    double[] none = {Double.NaN, Double.NaN, Double.NaN};

    assertThat(EMPTY.line("a", X, none).logY().figure().toSvg()).contains(">2</text>");
    assertThat(EMPTY.line("a", none, X).logX().figure().toSvg()).contains(">5</text>");
    assertThat(EMPTY.line("a", X, X).logY().xRange(10, 20).figure().toSvg()).contains(">2</text>");
    assertThat(EMPTY.points("a", X, new double[] {Double.MIN_VALUE, 1, 1e308}).logY().figure())
        .isNotNull();
  }

  @Test
  void aLineAtNaNIsLeftOut() {
    Figure figure =
        EMPTY.line("a", X, X).vertical("up", Double.NaN).horizontal("flat", 0.0 / 0.0).figure();

    assertThat(figure.toSvg()).doesNotContain(">up</text>", ">flat</text>");
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    double[][] points = {{0, 0}, {1, 1}};
    DecisionMap logits =
        DecisionMap.of(
            "M",
            points,
            new int[] {0, 1},
            asked ->
                Arrays.stream(asked).map(p -> new double[] {2.5, -1}).toArray(double[][]::new));
    DecisionMap broken =
        DecisionMap.of(
            "M",
            points,
            new int[] {0, 1},
            asked ->
                Arrays.stream(asked)
                    .map(p -> new double[] {p[0] > 1 ? Double.NaN : 0.5})
                    .toArray(double[][]::new));

    assertThatThrownBy(logits::figure)
        .isInstanceOf(ArgumentException.class)
        .hasMessageMatching(
            "The classifier of \"M\" gave \\[2\\.5, -1\\.0] for the point \\[-0\\.1, 1\\.1\\d*] in"
                + " row 0, but a probability lies from 0 to 1; give probabilities, not logits\\.");
    assertThatThrownBy(broken::figure)
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining(" gave [NaN] for the point [1.0");
  }

  @Test
  void aNetworkKeepsItsOwnFiniteWeights() {
    NetworkDiagram network = NetworkDiagram.of("N", 2, 1);
    double[][] matrix = {{1, -1}};
    NetworkDiagram weighted = network.weights(1, matrix);
    String before = weighted.figure().toSvg();
    matrix[0][0] = -5;

    assertThat(weighted.figure().toSvg()).isEqualTo(before);
    assertThatThrownBy(() -> network.weights(1, new double[][] {{1, Double.NaN}}))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("The network \"N\" has a weight NaN into layer 1; give finite numbers.");
  }

  @Test
  void barsOfOneNameWouldHideEachOther() {
    String[] labels = {"p", "q", "r"};

    assertThatThrownBy(() -> EMPTY.bars("a", labels, X).bars("a", labels, X))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The chart \"A\" has bars \"a\" already, which these would hide; give these another"
                + " name.");
  }

  @Test
  void dashedLinesDifferInDashesToo() {
    Chart chart = EMPTY.dashed("a", X, X).dashed("b", X, X);

    assertThat(chart.figure().toSvg())
        .contains("stroke-dasharray=\"5 4\"", "stroke-dasharray=\"3 3\"");
  }
}
