package org.atled.plot;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.error.ArgumentException;

/**
 * The units of a network in layers, and the connections between neighbouring layers. Of a layer
 * with more than twelve units the first and the last are drawn, and dots for those between.
 */
public final class NetworkDiagram {
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
    this.weights = Map.copyOf(weights);
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * A network without weights and names.
   *
   * @param widths units in each layer, the inputs first
   */
  public static NetworkDiagram of(String title, int... widths) {
    Check.title("network", title);
    if (widths.length < 2) {
      throw new ArgumentException(
          "The network \""
              + title
              + "\" has "
              + widths.length
              + " layers; give the inputs and at least one layer more.");
    }
    for (int layer = 0; layer < widths.length; layer++) {
      if (widths[layer] < 1) {
        throw new ArgumentException(
            "The network \""
                + title
                + "\" has "
                + widths[layer]
                + " units in layer "
                + layer
                + "; give at least 1.");
      }
    }
    return new NetworkDiagram(title, widths.clone(), Map.of(), List.of(), List.of());
  }

  /**
   * With the weights into a layer: the larger, the thicker, and blue below zero, orange above.
   *
   * @param layer which they lead into, from 1
   * @param matrix [units, units before], as {@code Linear} keeps it
   */
  public NetworkDiagram weights(int layer, double[][] matrix) {
    if (layer < 1 || layer >= widths.length) {
      throw new ArgumentException(
          "The network \""
              + title
              + "\" has weights into the layers 1 to "
              + (widths.length - 1)
              + ", not into "
              + layer
              + ".");
    }
    Check.matrix(title, matrix);
    if (matrix.length != widths[layer] || matrix[0].length != widths[layer - 1]) {
      throw new ArgumentException(
          "The network \""
              + title
              + "\" takes weights ["
              + widths[layer]
              + ", "
              + widths[layer - 1]
              + "] into layer "
              + layer
              + ", but these are ["
              + matrix.length
              + ", "
              + matrix[0].length
              + "].");
    }
    for (double[] row : matrix) {
      for (double weight : row) {
        if (!Double.isFinite(weight)) {
          throw new ArgumentException(
              "The network \""
                  + title
                  + "\" has a weight "
                  + weight
                  + " into layer "
                  + layer
                  + "; give finite numbers.");
        }
      }
    }
    Map<Integer, double[][]> more = new HashMap<>(weights);
    more.put(layer, Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new));
    return new NetworkDiagram(title, widths, more, inputs, outputs);
  }

  /** With a name beside each input. */
  public NetworkDiagram inputs(String... names) {
    checkNames("inputs", names.length, widths[0]);
    return new NetworkDiagram(title, widths, weights, List.of(names), outputs);
  }

  /** With a name beside each output. */
  public NetworkDiagram outputs(String... names) {
    checkNames("outputs", names.length, widths[widths.length - 1]);
    return new NetworkDiagram(title, widths, weights, inputs, List.of(names));
  }

  private void checkNames(String what, int given, int needed) {
    if (given != needed) {
      throw new ArgumentException(
          "The network \""
              + title
              + "\" has "
              + needed
              + " "
              + what
              + " but "
              + given
              + " names for them; give one for each.");
    }
  }

  /** The figure, to be saved as SVG or PNG. */
  public Figure figure() {
    return new NetworkDrawing(title, widths, weights, inputs, outputs).figure();
  }
}
