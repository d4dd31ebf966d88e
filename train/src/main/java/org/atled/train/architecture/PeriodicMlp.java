package org.atled.train.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.PeriodicEmbedding;
import org.atled.nn.layer.Sequential;

/**
 * A multi-layer perceptron behind an embedding of each number, {@code mlp-plr:256,256}: sines and
 * cosines of frequencies that are learned, one linear layer that all numbers share, the activation
 * ("PLR", Gorishniy et al. 2022; "lite", as it is shared: Gorishniy et al. 2024), and then hidden
 * layers as {@link Mlp} has them.
 *
 * @param mlp what lies behind the embedding
 */
public record PeriodicMlp(Mlp mlp) implements Architecture.Layered {
  private static final String NAME = "mlp-plr";

  /** How many each number has. */
  private static final int FREQUENCIES = 24;

  /** What the linear layer makes of each number. */
  private static final int EMBEDDED = 16;

  static final Family FAMILY =
      new Family(
          NAME + ":256,256",
          "hidden layers behind sines and cosines of each number, for tables",
          text -> text.startsWith(NAME + ":"),
          PeriodicMlp::parse);

  /** With ReLU and without dropout, until told otherwise. */
  public static PeriodicMlp of(int... hidden) {
    return new PeriodicMlp(Mlp.of(hidden));
  }

  private static PeriodicMlp parse(String text) {
    return new PeriodicMlp(Mlp.of(Mlp.widths(text, NAME + ":")));
  }

  @Override
  public PeriodicMlp activation(Supplier<? extends Layer> layer) {
    return new PeriodicMlp(mlp.activation(layer));
  }

  @Override
  public PeriodicMlp dropout(double probability) {
    return new PeriodicMlp(mlp.dropout(probability));
  }

  @Override
  public Sequential build(Shape input, int outputs) {
    List<Layer> layers = new ArrayList<>(embedding(input));
    layers.addAll(mlp.layers(embedded(input), outputs));
    return Sequential.of(layers);
  }

  /** The layers before the hidden ones. */
  List<Layer> embedding(Shape input) {
    List<Layer> layers = new ArrayList<>();
    if (input.rank() != 1) {
      layers.add(new Flatten());
    }
    layers.add(new PeriodicEmbedding(input.elements(), FREQUENCIES));
    layers.add(new Linear(2 * FREQUENCIES, EMBEDDED));
    layers.add(mlp.activation().get());
    layers.add(new Flatten());
    return layers;
  }

  /** How many numbers they make of an example. */
  static long embedded(Shape input) {
    return (long) input.elements() * EMBEDDED;
  }

  @Override
  public String toString() {
    return NAME + mlp.toString().substring("mlp".length());
  }
}
