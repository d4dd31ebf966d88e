package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.plot.scene.Lettering;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** Draws a network. */
final class NetworkDrawing {
  private static final int MOST = 12;
  private static final int FIRST = 6;
  private static final int LAST = 4;
  private static final double ROW = 30;
  private static final double COLUMN = 140;
  private static final double RADIUS = 10;
  private static final double EDGE = 16;
  private static final double THICKEST = 4;
  private static final Lettering NAME = Theme.SMALL.in(Theme.TEXT);

  private final String title;
  private final int[] widths;
  private final Map<Integer, double[][]> weights;
  private final List<String> inputs;
  private final List<String> outputs;
  private final double left;
  private final double height;

  NetworkDrawing(
      String title,
      int[] widths,
      Map<Integer, double[][]> weights,
      List<String> inputs,
      List<String> outputs) {
    this.title = title;
    this.widths = widths;
    this.weights = weights;
    this.inputs = inputs;
    this.outputs = outputs;
    this.left = EDGE + Math.max(widest(inputs) + RADIUS, 34);
    this.height = ROW * Arrays.stream(widths).map(NetworkDrawing::slots).max().orElse(0);
  }

  private static double widest(List<String> names) {
    return names.stream().mapToDouble(NAME::width).max().orElse(0) + RADIUS;
  }

  /** Rows that a layer takes, one of them for the dots. */
  private static int slots(int units) {
    return units > MOST ? FIRST + 1 + LAST : units;
  }

  /** The units that are drawn. */
  private static int[] shown(int units) {
    return units > MOST
        ? IntStream.concat(IntStream.range(0, FIRST), IntStream.range(units - LAST, units))
            .toArray()
        : IntStream.range(0, units).toArray();
  }

  private double x(int layer) {
    return left + RADIUS + layer * COLUMN;
  }

  private double y(int layer, int unit) {
    int units = widths[layer];
    int slot = units > MOST && unit >= FIRST ? unit - (units - LAST) + FIRST + 1 : unit;
    return (height - slots(units) * ROW) / 2 + (slot + 0.5) * ROW;
  }

  Figure figure() {
    int layers = widths.length;
    double right = Math.max(widest(outputs) + RADIUS, 34) + EDGE;
    double width = x(layers - 1) + RADIUS + right;
    Heading heading = new Heading(title, Theme.TITLE, width - 2 * EDGE);
    Legend legend = new Legend(legend(), width - 2 * EDGE);
    List<Mark> marks = new ArrayList<>();
    for (int layer = 1; layer < layers; layer++) {
      connections(layer, marks);
    }
    for (int layer = 0; layer < layers; layer++) {
      units(layer, marks);
    }
    List<Mark> all = new ArrayList<>(heading.marks(width / 2));
    all.addAll(legend.marks(width / 2, heading.bottom()));
    double top = heading.bottom() + legend.height();
    all.add(new Mark.Group(0, top, marks));
    String about = "A network of layers of " + sizes() + " units.";
    return new Figure(
        title, about, (int) Math.ceil(width), (int) Math.ceil(top + height + 20 + EDGE), all);
  }

  private String sizes() {
    return String.join(", ", Arrays.stream(widths).mapToObj(Integer::toString).toList());
  }

  private List<Legend.Entry> legend() {
    return weights.isEmpty()
        ? List.of()
        : List.of(
            new Legend.Entry("weight below zero", List.of(Legend.Swatch.line(style(-1, 0.6)))),
            new Legend.Entry("weight above zero", List.of(Legend.Swatch.line(style(1, 0.6)))));
  }

  /** A negative weight is dashed too, for print. */
  private static Style style(double weight, double share) {
    Style style = Style.stroke(weight < 0 ? Theme.BLUE : Theme.VERMILLION, THICKEST * share);
    return weight < 0 ? style.dashed(List.of(6, 2)) : style;
  }

  private void connections(int layer, List<Mark> marks) {
    double[][] matrix = weights.getOrDefault(layer, new double[0][]);
    double largest =
        Arrays.stream(matrix).flatMapToDouble(DoubleStream::of).map(Math::abs).max().orElse(0);
    for (int to : shown(widths[layer])) {
      for (int from : shown(widths[layer - 1])) {
        Path path =
            new Path()
                .moveTo(x(layer - 1) + RADIUS, y(layer - 1, from))
                .lineTo(x(layer) - RADIUS, y(layer, to));
        if (matrix.length == 0) {
          marks.add(new Mark.Outline(path, Style.stroke(Theme.FRAME, 0.7)));
        } else if (matrix[to][from] != 0) {
          double share = Math.max(0.08, Math.abs(matrix[to][from]) / largest);
          marks.add(new Mark.Outline(path, style(matrix[to][from], share)));
        }
      }
    }
  }

  private void units(int layer, List<Mark> marks) {
    boolean first = layer == 0;
    boolean last = layer == widths.length - 1;
    Style style =
        Style.fill(first ? Theme.SOURCE : Theme.PAGE).outlined(Theme.BLUE, last ? 2.4 : 1.4);
    for (int unit : shown(widths[layer])) {
      double y = y(layer, unit);
      marks.add(new Mark.Circle(x(layer), y, RADIUS, style));
      double baseline = y + Theme.HALF_LETTER;
      double away = 2 * RADIUS - 2;
      if (first && !inputs.isEmpty()) {
        marks.add(new Mark.Label(inputs.get(unit), x(layer) - away, baseline, NAME.ending()));
      } else if (last && !outputs.isEmpty()) {
        marks.add(new Mark.Label(outputs.get(unit), x(layer) + away, baseline, NAME));
      }
    }
    if (widths[layer] > MOST) {
      double middle = (y(layer, FIRST - 1) + y(layer, widths[layer] - LAST)) / 2;
      for (int dot = -1; dot <= 1; dot++) {
        marks.add(new Mark.Circle(x(layer), middle + 7 * dot, 1.8, Style.fill(Theme.QUIET)));
      }
    }
    String what = first ? " input" : last ? " output" : " hidden";
    String text = widths[layer] + what + (widths[layer] == 1 || what.equals(" hidden") ? "" : "s");
    marks.add(new Mark.Label(text, x(layer), height + 18, Theme.SMALL.centred()));
  }
}
