package org.atled.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;

/** Multi-layer perceptrons, the linear model among them. */
public final class Mlp {
  private Mlp() {}

  /**
   * Flatten, then for each hidden width a linear layer, the activation and, if its probability is
   * not 0, dropout; then a linear layer without activation.
   *
   * @param input the shape of one example
   * @param hidden widths of the hidden layers; none gives a linear model
   * @param outputs size of the last axis
   */
  public static Sequential of(
      Shape input, List<Integer> hidden, Supplier<Layer> activation, double dropout, int outputs) {
    List<Layer> layers = new ArrayList<>();
    if (input.rank() != 1) {
      layers.add(new Flatten());
    }
    long width = input.elements();
    for (int next : hidden) {
      layers.add(new Linear(width, next));
      layers.add(activation.get());
      if (dropout != 0) {
        layers.add(new Dropout(dropout));
      }
      width = next;
    }
    layers.add(new Linear(width, outputs));
    return Sequential.of(layers);
  }
}
