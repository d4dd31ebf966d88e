package org.atled.train.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.PeriodicEmbedding;
import org.atled.nn.layer.Sequential;

/**
 * A multi-layer perceptron behind an embedding of each number, {@code mlp-plr:256,256}: sines and
 * cosines of frequencies that are learned, one linear layer that all numbers share, the activation
 * ("PLR", Gorishniy et al. 2022; "lite", as it is shared: Gorishniy et al. 2024), and then hidden
 * layers as {@link Mlp} has them. Frequencies start in N(0, σ²): the greater σ, the finer what is
 * told apart, and the sooner it is learned by heart; {@code mlp-plr:256,256:0.3} says it.
 *
 * @param mlp what lies behind the embedding
 * @param deviation σ, above 0
 */
public record PeriodicMlp(Mlp mlp, double deviation) implements Architecture.Layered {
  private static final String NAME = "mlp-plr";

  /** How many each number has. */
  private static final int FREQUENCIES = 24;

  /** What the linear layer makes of each number. */
  private static final int EMBEDDED = 16;

  /** Of the frequencies, where nothing is said. */
  private static final double USUAL = 0.1;

  static final Family FAMILY =
      new Family(
          NAME + ":256,256",
          "hidden layers behind sines and cosines of each number, for tables; mlp-plr:256,256:0.3"
              + " starts with frequencies of deviation 0.3, in place of 0.1",
          text -> text.startsWith(NAME + ":"),
          PeriodicMlp::parse);

  public PeriodicMlp {
    if (!isDeviation(deviation)) {
      throw wrong(Double.toString(deviation), NAME + mlp.toString().substring("mlp".length()));
    }
  }

  /** With ReLU, without dropout and with the usual σ, until told otherwise. */
  public static PeriodicMlp of(int... hidden) {
    return new PeriodicMlp(Mlp.of(hidden), USUAL);
  }

  private static PeriodicMlp parse(String text) {
    return parse(text, NAME + ":");
  }

  /**
   * What stands behind a prefix: widths, and behind a colon σ.
   *
   * @throws ArgumentException if it is none
   */
  static PeriodicMlp parse(String text, String prefix) {
    int colon = text.indexOf(':', prefix.length());
    if (colon < 0) {
      return new PeriodicMlp(Mlp.of(Mlp.widths(text, prefix)), USUAL);
    }
    String hidden = text.substring(0, colon);
    String deviation = text.substring(colon + 1);
    Mlp mlp = Mlp.of(Mlp.widths(hidden, prefix));
    double sigma;
    try {
      sigma = Double.parseDouble(deviation);
    } catch (NumberFormatException e) {
      throw wrong(deviation, hidden);
    }
    if (!isDeviation(sigma)) {
      throw wrong(deviation, hidden);
    }
    return new PeriodicMlp(mlp, sigma);
  }

  private static boolean isDeviation(double sigma) {
    return sigma > 0 && Double.isFinite(sigma);
  }

  private static ArgumentException wrong(String deviation, String hidden) {
    return new ArgumentException(
        "\"%s\" behind \"%s\" is not the deviation in which frequencies start, above 0; write it as %2$s:0.3, or leave it out for %s."
            .formatted(deviation, hidden, USUAL));
  }

  @Override
  public PeriodicMlp activation(Supplier<? extends Layer> layer) {
    return new PeriodicMlp(mlp.activation(layer), deviation);
  }

  @Override
  public PeriodicMlp dropout(double probability) {
    return new PeriodicMlp(mlp.dropout(probability), deviation);
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
    layers.add(
        new PeriodicEmbedding(
            PeriodicEmbedding.Config.of(input.elements(), FREQUENCIES)
                .initializedBy(Initializer.normal(0, deviation))));
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
    return NAME + ":" + tail();
  }

  /** Widths, and σ if it is not the usual. */
  String tail() {
    return mlp.toString().substring("mlp:".length()) + (deviation == USUAL ? "" : ":" + deviation);
  }
}
