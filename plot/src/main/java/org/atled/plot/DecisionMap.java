package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Range;

/**
 * What a model decides over the plane. The stronger the colour, the surer it is; a strong line
 * where the decision changes, thin ones of equal probability, at every tenth for two classes; and
 * the data.
 */
public final class DecisionMap {
  private static final double PAD = 0.1;

  private final String title;
  private final Data data;
  private final Classifier classifier;
  private final Axes axes;
  private final List<String> classes;
  private final List<Line> lines;

  /** Points [n, 2] and their classes. */
  record Data(double[][] points, int[] labels) {
    private Range range(int column) {
      double[] values = Arrays.stream(points).mapToDouble(point -> point[column]).toArray();
      return Range.over(List.of(values)).padded(false, PAD);
    }
  }

  /** The line a·x + b·y + c = 0. */
  record Line(String name, double a, double b, double c) {}

  private record Axes(String x, String y, Optional<Range> xRange, Optional<Range> yRange) {}

  private DecisionMap(
      String title,
      Data data,
      Classifier classifier,
      Axes axes,
      List<String> classes,
      List<Line> lines) {
    this.title = title;
    this.data = data;
    this.classifier = classifier;
    this.axes = axes;
    this.classes = List.copyOf(classes);
    this.lines = List.copyOf(lines);
  }

  /**
   * A map over all points, its axes labelled x₁ and x₂.
   *
   * @param points [n, 2], at least one
   * @param labels [n], classes from 0
   */
  public static DecisionMap of(
      String title, double[][] points, int[] labels, Classifier classifier) {
    Check.title("decision map", title);
    Check.matrix(title, points);
    if (points[0].length != 2 || labels.length != points.length) {
      throw new ArgumentException(
          "The decision map \""
              + title
              + "\" has points ["
              + points.length
              + ", "
              + points[0].length
              + "] and "
              + labels.length
              + " labels; give points [n, 2] and n labels.");
    }
    if (Arrays.stream(labels).anyMatch(label -> label < 0)) {
      throw new ArgumentException(
          "The decision map \"" + title + "\" has a negative label; count classes from 0.");
    }
    double[][] copy = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
    Axes axes = new Axes("x₁", "x₂", Optional.empty(), Optional.empty());
    Data data = new Data(copy, labels.clone());
    return new DecisionMap(title, data, classifier, axes, List.of(), List.of());
  }

  /** With other labels of the axes. */
  public DecisionMap axes(String x, String y) {
    Check.label(title, "x", x);
    Check.label(title, "y", y);
    return with(new Axes(x, y, axes.xRange, axes.yRange));
  }

  /** What the x axis shows, instead of all points. */
  public DecisionMap xRange(double from, double to) {
    return with(new Axes(axes.x, axes.y, Optional.of(Range.of("x", from, to)), axes.yRange));
  }

  /** What the y axis shows, instead of all points. */
  public DecisionMap yRange(double from, double to) {
    return with(new Axes(axes.x, axes.y, axes.xRange, Optional.of(Range.of("y", from, to))));
  }

  /** Names of the classes, in their order. */
  public DecisionMap classes(String... names) {
    return new DecisionMap(title, data, classifier, axes, List.of(names), lines);
  }

  /** With the line a·x + b·y + c = 0, as where a hidden unit changes its sign. */
  public DecisionMap line(String name, double a, double b, double c) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(name, a, b, c));
    return new DecisionMap(title, data, classifier, axes, classes, more);
  }

  private DecisionMap with(Axes others) {
    return new DecisionMap(title, data, classifier, others, classes, lines);
  }

  /**
   * Asks the classifier and draws it.
   *
   * @throws ArgumentException if the classifier does not give a row of probabilities for each
   *     point, or a number outside [0, 1]
   */
  public Figure figure() {
    Range x = axes.xRange.orElseGet(() -> data.range(0));
    Range y = axes.yRange.orElseGet(() -> data.range(1));
    return new DecisionDrawing(title, axes.x, axes.y, x, y, data, classes, lines)
        .figure(classifier);
  }
}
