package org.atled.cli;

import java.util.function.Supplier;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.Mlp;

/**
 * An autoencoder of rows: hidden layers of 64, the code, and 64 again.
 *
 * @param code how many numbers a row passes through
 */
record Bottleneck(int code, Mlp layers) implements Architecture.Layered {
  private static final int HIDDEN = 64;

  static Bottleneck of(int code) {
    return new Bottleneck(code, Mlp.of(HIDDEN, code, HIDDEN));
  }

  @Override
  public Bottleneck activation(Supplier<? extends Layer> layer) {
    return new Bottleneck(code, layers.activation(layer));
  }

  @Override
  public Bottleneck dropout(double probability) {
    return new Bottleneck(code, layers.dropout(probability));
  }

  @Override
  public Layer build(Shape input, int outputs) {
    return layers.build(input, outputs);
  }

  @Override
  public String toString() {
    return "autoencoder:" + code;
  }
}
