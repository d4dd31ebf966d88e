package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.junit.jupiter.api.Test;

/** Texts inside a plot are not struck through by what is drawn. */
class LabelsTest {
  private static final double[] X = IntStream.range(0, 50).asDoubleStream().toArray();

  private static double[] y(DoubleUnaryOperator f) {
    return IntStream.range(0, X.length).mapToDouble(i -> f.applyAsDouble(X[i])).toArray();
  }

  /** The innermost group that has a text. */
  private static List<Mark> around(String text, List<Mark> marks) {
    return marks.stream().anyMatch(mark -> isText(mark, text))
        ? marks
        : marks.stream()
            .flatMap(mark -> mark instanceof Mark.Group group ? Stream.of(group) : Stream.empty())
            .map(group -> around(text, group.marks()))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse(List.of());
  }

  private static boolean isText(Mark mark, String text) {
    return mark instanceof Mark.Label label && label.text().equals(text);
  }

  private static Box box(String text, List<Mark> marks) {
    return marks.stream()
        .filter(mark -> isText(mark, text))
        .map(mark -> ((Mark.Label) mark).box())
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Mark.Outline> crossing(Box box, List<Mark> marks) {
    return marks.stream()
        .flatMap(mark -> mark instanceof Mark.Outline line ? Stream.of(line) : Stream.empty())
        .filter(line -> line.path().pieces().stream().anyMatch(box::meets));
  }

  @Test
  void labelsOfPlacesKeepAwayFromCurves() {
    Chart chart =
        Chart.of("Curves", "x", "y")
            .yRange(0, 10)
            .line("along the line", X, y(x -> 5.3 + 0.004 * x))
            .points("along the line", X, y(x -> 5.3 + 0.004 * x))
            .line("down at the top", X, y(x -> 9.6 - 0.002 * x))
            .horizontal("the bound", 5)
            .vertical("the place", 20);
    List<Mark> marks = around("the bound", chart.figure().marks());

    for (String text : List.of("the bound", "the place")) {
      Box box = box(text, marks);
      assertThat(crossing(box, marks)).as(text).isEmpty();
      assertThat(new Box(0, 0, 500, 300).holds(box)).isTrue();
    }
    assertThat(box("the bound", marks).meets(box("the place", marks))).isFalse();
    assertThat(box("the bound", marks).y()).isGreaterThan(150); // below its line
  }

  @Test
  void aLabelStaysWhereItIsReadFirstIfNothingIsInTheWay() {
    Chart chart = Chart.of("Curves", "x", "y").yRange(0, 10).line("a", X, y(x -> 1));
    List<Mark> marks =
        around("up", chart.horizontal("up", 5).vertical("here", 20).figure().marks());

    assertThat(box("up", marks).right()).isEqualTo(495);
    assertThat(box("up", marks).bottom()).isBetween(140.0, 150.0);
    assertThat(box("here", marks).y()).isBetween(0.0, 14.0);
  }

  @Test
  void anEdgeHasItsLabelInAGapAndNoOtherEdgeCrossesIt() {
    GraphDiagram graph = GraphDiagram.of("Wired");
    List<String> labels = List.of("0.11", "−0.22", "0.33", "−0.44", "0.55", "0.66");
    for (String node : List.of("a", "b", "c", "x", "y", "z")) {
      graph = graph.node(node);
    }
    List<String[]> ends =
        Stream.of("ax", "ay", "bx", "bz", "cy", "cz").map(ab -> ab.split("")).toList();
    for (int i = 0; i < labels.size(); i++) {
      graph = graph.edge(ends.get(i)[0], ends.get(i)[1], labels.get(i));
    }
    for (Figure figure : List.of(graph.figure(), graph.downwards().figure())) {
      for (String label : labels) {
        List<Mark> marks = around(label, figure.marks());
        Box box = box(label, marks);
        int at =
            IntStream.range(0, marks.size())
                .filter(i -> isText(marks.get(i), label))
                .findFirst()
                .orElseThrow();
        assertThat(crossing(box, marks)).as(label).hasSize(1);
        assertThat(crossing(box, marks.subList(at, marks.size()))).isEmpty();
        assertThat(marks.get(at - 1))
            .isInstanceOfSatisfying(
                Mark.Rectangle.class, gap -> assertThat(gap.box().holds(box)).isTrue());
        assertThat(labels.stream().filter(other -> box(other, marks).meets(box))).hasSize(1);
      }
    }
  }

  @Test
  void contoursSayTheirLevels() {
    double[][] values = IntStream.range(0, 50).mapToObj(i -> X).toArray(double[][]::new);
    Chart chart = Chart.of("Rising", "x", "y").size(490, 490).contours("f", X, X, values, 10, 30.5);
    List<Mark> marks = around("10", around("30.5", chart.figure().marks()));

    assertThat(box("10", marks).centerX()).isEqualTo(100);
    assertThat(box("30.5", marks).centerX()).isEqualTo(305);
    List<Mark> beside =
        around("30.5", chart.points("p", new double[] {30.5}, new double[] {49}).figure().marks());
    assertThat(LabelPlace.covered(box("30.5", beside), beside))
        .isEqualTo(1 + 2); // its line, the gap and the text
  }

  @Test
  void theContoursOfASteepModelAreAsStraightAsItsDecision() {
    double[][] corners = {{0, 0}, {1, 1}};
    Classifier steep =
        points ->
            Stream.of(points)
                .map(p -> {
                  double z = 3000 * (p[0] + 0.3 * p[1] - 0.6);
                  return new double[] {1 / (1 + StrictMath.exp(z)), 1 / (1 + StrictMath.exp(-z))};
                })
                .toArray(double[][]::new);
    Figure figure =
        DecisionMap.of("Steep", corners, new int[] {0, 1}, steep)
            .xRange(0, 1)
            .yRange(0, 1)
            .figure();

    List<Path> lines = strong(figure.marks()).toList();
    assertThat(lines).hasSize(1);
    for (Path.Piece piece : lines.getFirst().pieces()) {
      double x = piece.x1() / 360;
      double y = 1 - piece.y1() / 360;
      assertThat(Math.abs(x + 0.3 * y - 0.6) * 360).isLessThan(0.05);
    }
  }

  /** Outlines of the boundary; that of the legend is short. */
  private static Stream<Path> strong(List<Mark> marks) {
    return marks.stream()
        .flatMap(mark ->
            switch (mark) {
              case Mark.Group group -> strong(group.marks());
              case Mark.Outline o when o.style().width() == 2 && o.path().pieces().size() > 9 ->
                  Stream.of(o.path());
              default -> Stream.empty();
            });
  }
}
