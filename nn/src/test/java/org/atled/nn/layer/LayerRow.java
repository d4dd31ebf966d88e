package org.atled.nn.layer;

import java.util.function.Supplier;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;

/**
 * What is known of a layer.
 *
 * @param make the layer, its parameters set where the values below need it
 * @param x an input, float64, away from kinks
 * @param y what evaluation gives, row-major: NumPy and Python's math in float64
 * @param parameters how many numbers it learns
 * @param trains whether training gives something else than evaluation
 * @param code whether it is made of code, so that it has no description
 */
record LayerRow(
    String name,
    Supplier<Layer> make,
    Tensor x,
    double[] y,
    long parameters,
    boolean trains,
    boolean code) {
  static LayerRow of(String name, Supplier<Layer> make, Tensor x, double... y) {
    return new LayerRow(name, make, x, y, 0, false, false);
  }

  LayerRow learning(long numbers) {
    return new LayerRow(name, make, x, y, numbers, trains, code);
  }

  LayerRow differentInTraining() {
    return new LayerRow(name, make, x, y, parameters, true, code);
  }

  LayerRow madeOfCode() {
    return new LayerRow(name, make, x, y, parameters, trains, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
