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
 */
record LayerRow(
    String name, Supplier<Layer> make, Tensor x, double[] y, long parameters, boolean trains) {
  static LayerRow of(String name, Supplier<Layer> make, Tensor x, double... y) {
    return new LayerRow(name, make, x, y, 0, false);
  }

  LayerRow learning(long numbers) {
    return new LayerRow(name, make, x, y, numbers, trains);
  }

  LayerRow differentInTraining() {
    return new LayerRow(name, make, x, y, parameters, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
