package org.atled.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Mark.Anchor;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** The units of a network in layers, and the weights between them. */
public final class NetworkDiagram {
  private static final int MANY = 12;
  private static final double ROW = 34;
  private static final double COLUMN = 150;
  private static final double RADIUS = 11;
  private static final double HEAD = 56;

  private final String title;
  private final int[] widths;
  private final Map<Integer, double[][]> weights;
  private final List<String> inputs;
  private final List<String> outputs;

  private NetworkDiagram(
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
  }

  /**
   * @param widths units in each layer, inputs first
   */
  public static NetworkDiagram of(String title, int... widths) {
    Check.text("The title of the network", title);
    for (int width : widths) {
      if (width < 1) {
        throw new ArgumentException(
            "The network \""
                + title
                + "\" has a layer of "
                + width
                + " units; give at least 1 in each.");
      }
    }
    if (widths.length < 2) {
      throw new ArgumentException(
          "The network \""
              + title
              + "\" has "
              + widths.length
              + " layers; give the inputs and at least one layer more.");
    }
    return new NetworkDiagram(title, widths.clone(), Map.of(), List.of(), List.of());
  }

  /**
   * Edges as thick as their weights are large, blue below zero and orange above.
   *
   * @param layer into which they lead, from 1
   * @param w [out, in], as {@code Linear} keeps it
   */
  public NetworkDiagram weights(int layer, double[][] w) {
    Map<Integer, double[][]> more = new HashMap<>(weights);
    more.put(layer, w);
    return new NetworkDiagram(title, widths, Map.copyOf(more), inputs, outputs);
  }

  public NetworkDiagram inputs(String... names) {
    return new NetworkDiagram(title, widths, weights, List.of(names), outputs);
  }

  public NetworkDiagram outputs(String... names) {
    return new NetworkDiagram(title, widths, weights, inputs, List.of(names));
  }

  public Figure figure() {
    double height = HEAD + MANY * ROW;
    List<Mark> marks = new ArrayList<>();
    double left = 90;
    double width = 2 * left + (widths.length - 1) * COLUMN;
    marks.add(new Mark.Label(title, width / 2, 26, Look.TITLE, Anchor.MIDDLE, true, 0, Look.TEXT));
    for (int l = 1; l < widths.length; l++) {
      for (int i = 0; i < Math.min(MANY, widths[l - 1]); i++) {
        for (int j = 0; j < Math.min(MANY, widths[l]); j++) {
          marks.add(
              new Mark.Outline(
                  new Path()
                      .moveTo(left + (l - 1) * COLUMN, y(i, widths[l - 1]))
                      .lineTo(left + l * COLUMN, y(j, widths[l])),
                  Style.stroke(Look.FRAME, 0.8)));
        }
      }
    }
    for (int l = 0; l < widths.length; l++) {
      for (int i = 0; i < Math.min(MANY, widths[l]); i++) {
        marks.add(
            new Mark.Circle(
                left + l * COLUMN,
                y(i, widths[l]),
                RADIUS,
                Style.fill(Look.PAGE).outlined(Look.BLUE, 1.6)));
      }
    }
    return new Figure(
        title, "A network of " + widths.length + " layers.", (int) width, (int) height, marks);
  }

  private static double y(int unit, int units) {
    int shown = Math.min(units, MANY);
    return HEAD + (MANY - shown) * ROW / 2 + (unit + 0.5) * ROW;
  }
}
