package org.atled.train.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;

/**
 * A multi-layer perceptron, {@code mlp:512,256}: for each hidden width a linear layer, the
 * activation and, if its probability is not 0, dropout; then a linear layer without activation.
 *
 * @param hidden widths of the hidden layers, of which there is at least one
 * @param activation makes the layer after each
 * @param dropout probability of dropping an activation in training
 */
public record Mlp(List<Integer> hidden, Supplier<? extends Layer> activation, double dropout)
    implements Architecture.Layered {
  private static final String PREFIX = "mlp:";

  static final Family FAMILY =
      new Family(
          PREFIX + "512,512",
          "hidden layers of these widths",
          text -> text.startsWith(PREFIX),
          Mlp::parse);

  public Mlp {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new ArgumentException("An Mlp has hidden layers; without any take LinearModel.");
    }
    for (int width : hidden) {
      if (width < 1) {
        throw wrong(Integer.toString(width), text(hidden), PREFIX);
      }
    }
    checkFits(hidden);
  }

  /** With ReLU and without dropout, until told otherwise. */
  public static Mlp of(List<Integer> hidden) {
    return new Mlp(hidden, ReLU::new, 0);
  }

  /** With ReLU and without dropout, until told otherwise. */
  public static Mlp of(int... hidden) {
    return of(IntStream.of(hidden).boxed().toList());
  }

  @Override
  public Mlp activation(Supplier<? extends Layer> layer) {
    return new Mlp(hidden, layer, dropout);
  }

  @Override
  public Mlp dropout(double probability) {
    return new Mlp(hidden, activation, probability);
  }

  @Override
  public Sequential build(Shape input, int outputs) {
    List<Layer> layers = new ArrayList<>();
    if (input.rank() != 1) {
      layers.add(new Flatten());
    }
    layers.addAll(layers(input.elements(), outputs));
    return Sequential.of(layers);
  }

  /** The layers for so many numbers. */
  List<Layer> layers(long inputs, int outputs) {
    List<Layer> layers = new ArrayList<>();
    long width = inputs;
    for (int next : hidden) {
      layers.add(new Linear(width, next));
      layers.add(activation.get());
      if (dropout != 0) {
        layers.add(new Dropout(dropout));
      }
      width = next;
    }
    layers.add(new Linear(width, outputs));
    return layers;
  }

  private static Mlp parse(String text) {
    return of(widths(text, PREFIX));
  }

  /**
   * The widths that stand behind a prefix, parted by commas.
   *
   * @throws ArgumentException if one is none
   */
  static List<Integer> widths(String text, String prefix) {
    List<Integer> hidden = new ArrayList<>();
    for (String width : text.substring(prefix.length()).split(",", -1)) {
      try {
        hidden.add(Integer.parseInt(width));
      } catch (NumberFormatException e) {
        throw wrong(width, text, prefix);
      }
    }
    return hidden;
  }

  private static ArgumentException wrong(String width, String text, String prefix) {
    return new ArgumentException(
        "\"%s\" in \"%s\" is not a width, a whole number of at least 1; write hidden layers as %3$s512 or %3$s512,256."
            .formatted(width, text, prefix));
  }

  /** The first weight and the last depend on the data set, but need at least one column. */
  private static void checkFits(List<Integer> hidden) {
    long before = 1;
    for (int i = 0; i < hidden.size(); i++) {
      long width = hidden.get(i);
      if (before * width > Shape.MAX_ELEMENTS) {
        throw new ArgumentException(
            "\"%s\" has in hidden layer %d the weight [%d, %s], more than the %d elements that one"
                    .formatted(
                        text(hidden),
                        i + 1,
                        width,
                        i == 0 ? "inputs" : Long.toString(before),
                        Shape.MAX_ELEMENTS)
                + " tensor holds; make the hidden layers narrower.");
      }
      before = width;
    }
  }

  private static String text(List<Integer> hidden) {
    return PREFIX + hidden.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return text(hidden);
  }
}
