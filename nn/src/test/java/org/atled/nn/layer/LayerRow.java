package org.atled.nn.layer;

import java.util.function.Supplier;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/**
 * What is known of a layer, or of a module with an {@code apply} of its own.
 *
 * @param make the layer, its parameters set where the values below need it
 * @param use what is made of it and of x
 * @param x an input, float64, away from kinks
 * @param y what evaluation gives, row-major: NumPy and Python's math in float64
 * @param parameters how many numbers it learns
 * @param trains whether training gives something else than evaluation
 * @param code whether it is made of code, so that it has no description
 */
record LayerRow(
    String name,
    Supplier<? extends Module> make,
    Use use,
    Tensor x,
    double[] y,
    long parameters,
    boolean trains,
    boolean code) {
  /** What is made of a module and an input. */
  interface Use {
    Tensor of(Module module, Tensor x, Mode mode);
  }

  static LayerRow of(String name, Supplier<Layer> make, Tensor x, double... y) {
    return of(name, make, (layer, in, mode) -> ((Layer) layer).apply(in, mode), x, y);
  }

  static LayerRow of(String name, Supplier<? extends Module> make, Use use, Tensor x, double... y) {
    return new LayerRow(name, make, use, x, y, 0, false, false);
  }

  LayerRow learning(long numbers) {
    return new LayerRow(name, make, use, x, y, numbers, trains, code);
  }

  LayerRow differentInTraining() {
    return new LayerRow(name, make, use, x, y, parameters, true, code);
  }

  LayerRow madeOfCode() {
    return new LayerRow(name, make, use, x, y, parameters, trains, true);
  }

  /** In evaluation. */
  Tensor of(Module module, Tensor in) {
    return use.of(module, in, Mode.evaluation());
  }

  @Override
  public String toString() {
    return name;
  }
}
