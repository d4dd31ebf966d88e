package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final double[] X = {0, 1, 2, 3};
  private static final Chart EMPTY = Chart.of("Loss of a run", "step", "loss");

  private static List<String> all(String regex, Figure figure) {
    return Pattern.compile(regex)
        .matcher(figure.toSvg())
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }

  /** Outlines in the colour of a series, light. */
  private static List<String> lines(Figure figure, String colour) {
    return all("<path d=\"([^\"]*)\" fill=\"none\" stroke=\"" + colour + "\"", figure);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ArgumentException.class).hasMessage(message);
  }

  @Test
  void aLineGoesThroughItsPoints() {
    Figure figure =
        EMPTY.line("a", X, new double[] {0, 1, 2, 4}).yRange(0, 4).size(300, 100).figure();

    assertThat(lines(figure, "#0072b2")).containsExactly("M0 100L100 75L200 50L300 0");
    assertThat(figure.toSvg()).contains(">step</text>", ">loss</text>", ">Loss of a run</text>");
  }

  @Test
  void whatIsNotFiniteLeavesAGap() {
    double[] y = {0, Double.NaN, 2, 4};
    double[] infinite = {Double.POSITIVE_INFINITY, 1, 2, 4};
    Chart chart = EMPTY.yRange(0, 4).size(300, 100);

    assertThat(lines(chart.line("a", X, y).figure(), "#0072b2"))
        .containsExactly("M0 100M200 50L300 0");
    assertThat(lines(chart.line("a", X, infinite).figure(), "#0072b2"))
        .containsExactly("M100 75L200 50L300 0");
    assertThat(all("(<circle)", chart.points("a", X, y).figure())).hasSize(3);
    assertThat(all("<path d=\"([^\"]*Z)\"", chart.band("a", X, X, y).figure()))
        .containsExactly("M0 100L0 100Z", "M200 50L300 0L300 25L200 50Z");
    assertThat(all("(<rect)", chart.bars("a", new String[] {"p", "q", "r", "s"}, y).figure()))
        .hasSize(3 + 1 + 1 + 1);
  }

  @Test
  void onALogarithmicAxisEqualFactorsAreEqualSteps() {
    Figure figure =
        EMPTY
            .line("a", new double[] {1, 10, 100}, new double[] {0.01, 1, 100})
            .logX()
            .logY()
            .yRange(0.01, 100)
            .size(200, 100)
            .figure();

    assertThat(lines(figure, "#0072b2")).containsExactly("M0 100L100 50L200 0");
  }

  @Test
  void aNumberThatIsNotPositiveIsNamedOnALogarithmicAxis() {
    refuses(
        () -> EMPTY.line("train", X, new double[] {1, 0.5, 0, 2}).logY().figure(),
        "\"train\" has y = 0.0 at index 2, but the y axis of \"Loss of a run\" is logarithmic,"
            + " which takes positive numbers only; make it NaN, which leaves a gap, or draw an even"
            + " axis.");
    refuses(
        () -> EMPTY.points("test", X, X).logX().figure(),
        "\"test\" has x = 0.0 at index 0, but the x axis of \"Loss of a run\" is logarithmic, which"
            + " takes positive numbers only; make it NaN, which leaves a gap, or draw an even"
            + " axis.");
    refuses(
        () -> EMPTY.line("a", new double[] {1}, new double[] {1}).logX().xRange(-1, 5).figure(),
        "The x axis of \"Loss of a run\" is logarithmic but is to begin at -1.0; begin at a"
            + " positive number, or draw an even axis.");
    assertThat(EMPTY.line("a", X, new double[] {1, Double.NaN, 3, 4}).logY().figure().toSvg())
        .isNotEmpty();
  }

  @Test
  void seriesOfOneNameShareAColourAndAnEntry() {
    Figure figure =
        EMPTY
            .band("a", X, X, X)
            .line("a", X, X)
            .points("a", X, X)
            .line("b", X, X)
            .dashed("c", X, X)
            .figure();

    assertThat(all(">([abc])</text>", figure)).containsExactly("a", "b", "c");
    assertThat(lines(figure, "#0072b2")).hasSize(2); // in the legend and in the plot
    assertThat(lines(figure, "#d55e00")).hasSize(2);
    assertThat(figure.description()).isEqualTo("A chart of loss over step: a, b, c.");
  }

  @Test
  void linesDifferInDashesToo() {
    Chart chart = EMPTY;
    for (int i = 0; i < 35; i++) {
      chart = chart.line("series " + i, X, X);
    }
    assertThat(
            all("<path d=\"M-12 0L12 0\" fill=\"none\" (stroke=[^/]*)/>", chart.figure()).stream()
                .distinct())
        .hasSize(35);
  }

  @Test
  void oneSeriesNeedsNoLegend() {
    assertThat(all(">(alone)</text>", EMPTY.line("alone", X, X).figure())).isEmpty();
  }

  @Test
  void theRangeOfYIsThatOfWhatIsSeen() {
    Figure figure = EMPTY.line("a", X, new double[] {1, 2, 3, 1000}).xRange(0, 2).figure();

    assertThat(all("text-anchor=\"end\"[^>]*>([^<]*)</text>", figure))
        .containsExactly("1.0", "1.5", "2.0", "2.5", "3.0");
  }

  @Test
  void barsStandOnZeroSideBySide() {
    String[] labels = {"plain", "deep"};
    Figure figure =
        EMPTY
            .bars("a", labels, new double[] {2, -1})
            .bars("b", labels, new double[] {1, 1})
            .yRange(-2, 2)
            .size(200, 100)
            .figure();

    assertThat(all("<rect( x=\"[^>]*) fill=\"#0072b2\" stroke=", figure))
        .containsExactly(
            " x=\"12\" y=\"0\" width=\"38\" height=\"50\"",
            " x=\"112\" y=\"50\" width=\"38\" height=\"25\"");
    assertThat(all("<rect( x=\"[^>]*) fill=\"#d55e00\" stroke=", figure))
        .containsExactly(
            " x=\"50\" y=\"25\" width=\"38\" height=\"25\"",
            " x=\"150\" y=\"25\" width=\"38\" height=\"25\"");
    assertThat(figure.toSvg()).contains(">plain</text>", ">deep</text>");
    refuses(
        () -> EMPTY.bars("a", labels, new double[] {1, 2}).line("b", X, X).figure(),
        "\"b\" does not go with \"a\" in the chart \"Loss of a run\", which stands over plain,"
            + " deep; give values over the same labels, or draw another chart.");
  }

  @Test
  void onALogarithmicAxisThereAreDotsAndNoBars() {
    String[] labels = {"plain", "deep"};
    refuses(
        () -> EMPTY.logY().bars("a", labels, new double[] {1, 2}).figure(),
        "The chart \"Loss of a run\" has bars, which stand on zero, and a logarithmic y axis, which"
            + " has none; draw dots, or an even axis.");
    Figure figure =
        EMPTY
            .logY()
            .yRange(1, 100)
            .size(200, 100)
            .dots("a", labels, new double[] {10, Double.NaN})
            .extrapolated("a", labels, new double[] {Double.NaN, 100})
            .figure();

    assertThat(all("<circle( cx=\"[^0-][^>]*) fill=\"#0072b2\"", figure))
        .containsExactly(" cx=\"50\" cy=\"50\" r=\"3.6\"");
    assertThat(all("<circle( cx=\"[^0-][^>]*) fill=\"#ffffff\" stroke=\"#0072b2\"", figure))
        .containsExactly(" cx=\"150\" cy=\"0\" r=\"3.6\"");
    assertThat(all(">(a|a, extrapolated)</text>", figure)).containsExactly("a", "a, extrapolated");
  }

  @Test
  void labelsThatWouldTouchAreSlanted() {
    String[] labels = new String[12];
    for (int i = 0; i < 12; i++) {
      labels[i] = "a rather long name " + i;
    }
    Figure figure = EMPTY.bars("a", labels, new double[12]).figure();

    assertThat(all("(rotate\\(-40\\))", figure)).hasSize(12);
    assertThat(figure.height()).isGreaterThan(EMPTY.line("a", X, X).figure().height() + 40);
  }

  @Test
  void aSlantedLabelHasRoomOnTheLeft() {
    String[] first = {"a name that is much longer than all of the others are, and first", "b", "c"};
    String[] last = {"b", "c", first[0]};

    int width = EMPTY.bars("a", first, new double[3]).figure().width();

    assertThat(width).isGreaterThan(EMPTY.bars("a", last, new double[3]).figure().width() + 50);
  }

  @Test
  void equalAxesHaveEqualUnits() {
    Figure figure =
        EMPTY
            .line("a", new double[] {0, 2}, new double[] {0, 1})
            .yRange(0, 1)
            .size(400, 200)
            .equalAxes()
            .figure();
    assertThat(lines(figure, "#0072b2")).containsExactly("M0 200L400 0");

    Figure tall = EMPTY.line("a", X, X).yRange(0, 3).size(400, 100).equalAxes().figure();
    assertThat(lines(tall, "#0072b2")).containsExactly("M0 200L66.67 133.33L133.33 66.67L200 0");
    refuses(
        () -> EMPTY.line("a", X, X).logY().equalAxes().figure(),
        "The chart \"Loss of a run\" has equal axes and a logarithmic one; leave one out.");
  }

  @Test
  void contoursAreLinesOfAValue() {
    double[][] values = {{0, 1}, {0, 1}};
    Figure figure =
        EMPTY
            .contours("f", new double[] {0, 1}, new double[] {0, 1}, values, 0.5)
            .size(100, 50)
            .figure();

    assertThat(lines(figure, "#8a8a8a")).contains("M50 50L50 0");
  }

  @Test
  void placesAreMarkedWithTheirLabels() {
    Figure figure =
        EMPTY
            .line("a", X, X)
            .yRange(0, 3)
            .size(300, 90)
            .vertical("here", 1)
            .horizontal("up to", 2)
            .figure();

    assertThat(lines(figure, "#555555")).containsExactly("M100 0L100 90", "M0 30L300 30");
    assertThat(figure.toSvg()).contains(">here</text>", ">up to</text>");
  }

  @Test
  void whatIsBlankOrDoesNotFitIsRefused() {
    refuses(
        () -> Chart.of(" ", "x", "y"),
        "The title of the chart is blank; say what the reader sees.");
    refuses(
        () -> Chart.of("Loss", "", "y"),
        "The label of the x axis of \"Loss\" is blank; say what its numbers are.");
    refuses(
        () -> Chart.of("Loss", "x", " "),
        "The label of the y axis of \"Loss\" is blank; say what its numbers are.");
    refuses(
        () -> EMPTY.figure(),
        "The chart \"Loss of a run\" has no series; add a line, points or bars.");
    refuses(
        () -> EMPTY.line("a", X, new double[2]),
        "\"a\" has 4 numbers for x but 2 for y; give as many of each.");
    refuses(
        () -> EMPTY.band("a", X, X, new double[3]),
        "\"a\" has 4 numbers for x but 3 for the upper edge; give as many of each.");
    refuses(
        () -> EMPTY.bars("a", new String[] {"p"}, X),
        "\"a\" has 1 numbers for the labels but 4 for y; give as many of each.");
    refuses(
        () -> EMPTY.size(0, 5),
        "The plot of \"Loss of a run\" is to be 0 by 5 pixels; give at least 1 by 1.");
  }

  @Test
  void aChartIsNotChangedByItsReader() {
    double[] y = {0, 1, 2, 3};
    Chart chart = EMPTY.line("a", X, y);
    String before = chart.figure().toSvg();

    y[3] = 100;
    chart.logX();
    chart.points("b", X, X);

    assertThat(chart.figure().toSvg()).isEqualTo(before);
  }

  @Test
  void aHistogramCountsWhatIsFinite() {
    double[] values = {0, 0.1, 0.9, 1, 2, Double.NaN, Double.POSITIVE_INFINITY};

    Figure figure = Histogram.of("Weights", "weight", values, 2).figure();

    // Edges 0, 1, 2; the greatest value belongs to the last interval: 3 and 2 of 3.15 pixels'
    // height.
    List<String> outline = lines(figure, "#0072b2");
    assertThat(outline).hasSize(1);
    assertThat(outline.getFirst())
        .isEqualTo("M9.62 300L9.62 14.29L250 14.29L250 109.52L490.38 109.52L490.38 300");
    assertThat(figure.toSvg()).contains(">count</text>", ">weight</text>");
  }

  @Test
  void histogramsLieOverEachOther() {
    Figure figure =
        Histogram.of("Weights", "weight", X, 3).named("before").and("after", X).figure();

    assertThat(all(">(before|after)</text>", figure)).containsExactly("before", "after");
    refuses(
        () -> Histogram.of("Weights", "weight", X, 0),
        "The histogram \"Weights\" is to have 0 bins; give at least 1.");
    assertThat(Histogram.of("Same", "weight", new double[] {3, 3}, 4).figure().toSvg())
        .isNotEmpty();
  }
}
