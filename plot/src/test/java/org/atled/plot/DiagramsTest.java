package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;

/** Graphs and networks. */
class DiagramsTest {
  private static final Pattern NODE =
      Pattern.compile(
          "<rect x=\"([\\d.-]+)\" y=\"([\\d.-]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\" rx");

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ArgumentException.class).hasMessage(message);
  }

  private static long count(String regex, Figure figure) {
    return Pattern.compile(regex).matcher(figure.toSvg()).results().count();
  }

  private static List<double[]> boxes(Figure figure) {
    List<double[]> boxes = new ArrayList<>();
    NODE.matcher(figure.toSvg())
        .results()
        .forEach(m ->
            boxes.add(
                new double[] {
                  Double.parseDouble(m.group(1)),
                  Double.parseDouble(m.group(2)),
                  Double.parseDouble(m.group(3)),
                  Double.parseDouble(m.group(4))
                }));
    return boxes;
  }

  @Test
  void nodesOfAGraphDoNotOverlap() {
    for (Figure figure : List.of(Samples.graph(), Samples.tree(), Samples.largeGraph())) {
      List<double[]> boxes = boxes(figure);
      assertThat(boxes).hasSizeGreaterThan(6);
      for (double[] a : boxes) {
        assertThat(a[0] + a[2]).isLessThan(figure.width());
        assertThat(a[1] + a[3]).isLessThan(figure.height());
        for (double[] b : boxes) {
          boolean apart =
              a[0] + a[2] < b[0] || b[0] + b[2] < a[0] || a[1] + a[3] < b[1] || b[1] + b[3] < a[1];
          assertThat(a == b || apart).isTrue();
        }
      }
    }
    assertThat(boxes(Samples.largeGraph())).hasSizeGreaterThan(25);
  }

  @Test
  void nodesAreAsWideAsTheirText() {
    Figure figure =
        GraphDiagram.of("Graph").node("a", "i").node("b", "a much longer line of text").figure();

    assertThat(boxes(figure).get(0)[2]).isEqualTo(30);
    assertThat(boxes(figure).get(1)[2]).isBetween(130.0, 200.0);
  }

  @Test
  void aGraphRunsToTheRightOrDownwards() {
    GraphDiagram graph = GraphDiagram.of("Graph").node("a").node("b").edge("a", "b", "2·x");
    double[] a = boxes(graph.figure()).get(0);
    double[] b = boxes(graph.figure()).get(1);
    assertThat(b[0]).isGreaterThan(a[0] + a[2]);
    assertThat(b[1]).isEqualTo(a[1]);

    double[] down = boxes(graph.downwards().figure()).get(1);
    assertThat(down[1]).isGreaterThan(a[1] + a[3]);
    assertThat(graph.figure().toSvg()).contains(">2·x</text>", ">a</text>");
  }

  @Test
  void anArrowThatIsDrawnTwiceIsSeenTwice() {
    Figure figure =
        GraphDiagram.of("x²").node("x").node("×").edge("x", "×").edge("x", "×").figure();

    assertThat(
            Pattern.compile("<path d=\"(M[^\"]*C[^\"]*)\"")
                .matcher(figure.toSvg())
                .results()
                .map(m -> m.group(1))
                .distinct())
        .hasSize(2);
  }

  @Test
  void aGraphSaysWhatItCannotBe() {
    GraphDiagram graph = GraphDiagram.of("Graph").node("a").node("b");
    refuses(
        () -> graph.node("a"), "The graph \"Graph\" already has a node \"a\"; give each id once.");
    refuses(
        () -> graph.edge("a", "z"),
        "The graph \"Graph\" has no node \"z\" for the edge from \"a\" to \"z\"; add the node"
            + " first.");
    refuses(
        () -> graph.edge("a", "b").edge("b", "a").figure(),
        "The graph \"Graph\" has a cycle, and cannot be drawn in layers: its edges are a → b, b →"
            + " a.");
    refuses(
        () -> GraphDiagram.of("Graph").figure(),
        "The graph \"Graph\" has no nodes; add at least one.");
  }

  @Test
  void aGraphOfTwoHundredNodesIsLaidOutAtOnce() {
    GraphDiagram graph = GraphDiagram.of("Chain");
    for (int i = 0; i < 200; i++) {
      graph = graph.node("n" + i);
      graph = i == 0 ? graph : graph.edge("n" + i / 2, "n" + i);
    }
    assertThat(boxes(graph.figure())).hasSize(200);
  }

  @Test
  void aNetworkHasAllUnitsAndConnectionsOfNarrowLayers() {
    Figure figure =
        NetworkDiagram.of("Net", 2, 3, 1).inputs("left", "right").outputs("yes").figure();

    assertThat(count("<circle", figure)).isEqualTo(6);
    assertThat(count("stroke-width=\"0.7\"", figure)).isEqualTo(9);
    assertThat(figure.toSvg())
        .contains(">left</text>", ">yes</text>", ">2 inputs</text>", ">3 hidden</text>")
        .contains(">1 output</text>");
    assertThat(figure.description()).isEqualTo("A network of layers of 2, 3, 1 units.");
  }

  @Test
  void aWideLayerIsCutShortByDots() {
    Figure figure = NetworkDiagram.of("Net", 1, 784).figure();

    assertThat(count("<circle", figure)).isEqualTo(1 + 10 + 3);
    assertThat(figure.height()).isLessThan(500);
    assertThat(count("<circle", NetworkDiagram.of("Net", 1, 12).figure())).isEqualTo(13);
  }

  @Test
  void weightsAreThickAndColoured() {
    Figure figure =
        NetworkDiagram.of("Net", 2, 2).weights(1, new double[][] {{2, -1}, {0, 0.5}}).figure();
    String drawn = figure.toSvg();

    assertThat(count("stroke=\"#d55e00\" stroke-width=\"4\"", figure)).isEqualTo(1);
    assertThat(count("stroke=\"#0072b2\" stroke-width=\"2\"[^>]*stroke-dasharray", figure))
        .isEqualTo(1);
    assertThat(count("stroke=\"#d55e00\" stroke-width=\"1\"", figure)).isEqualTo(1);
    assertThat(drawn).contains(">weight below zero</text>");
    refuses(
        () -> NetworkDiagram.of("Net", 2, 2).weights(1, new double[3][2]),
        "The network \"Net\" takes weights [2, 2] into layer 1, but these are [3, 2].");
    refuses(
        () -> NetworkDiagram.of("Net", 2, 2).weights(2, new double[2][2]),
        "The network \"Net\" has weights into the layers 1 to 1, not into 2.");
  }

  @Test
  void aNetworkSaysWhatItNeeds() {
    refuses(
        () -> NetworkDiagram.of("Net", 3),
        "The network \"Net\" has 1 layers; give the inputs and at least one layer more.");
    refuses(
        () -> NetworkDiagram.of("Net", 3, 0),
        "The network \"Net\" has 0 units in layer 1; give at least 1.");
    refuses(
        () -> NetworkDiagram.of("Net", 3, 1).inputs("a"),
        "The network \"Net\" has 3 inputs but 1 names for them; give one for each.");
  }
}
