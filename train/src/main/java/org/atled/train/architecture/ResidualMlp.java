package org.atled.train.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Residual;
import org.atled.nn.layer.Sequential;

/**
 * A small residual network on flat inputs, {@code resnet-s:64,3}: a linear layer to 64 numbers with
 * an activation, three blocks y = x + W₂·σ(W₁·x + b₁) + b₂ (He et al. 2016, eq. 1), and a linear
 * layer. W₂ and with it each block starts as the identity, but for b₂ (Goyal et al. 2017, section
 * 5.1), so that no norm is needed.
 *
 * @param width of all hidden layers
 * @param blocks how many
 * @param activation makes σ
 * @param dropout probability of dropping a number in a block, after σ
 */
public record ResidualMlp(
    int width, int blocks, Supplier<? extends Layer> activation, double dropout)
    implements Architecture.Layered {
  private static final String NAME = "resnet-s";
  private static final Pattern TEXT = Pattern.compile(NAME + ":(\\d{1,4})(?:,(\\d{1,3}))?");

  static final Family FAMILY =
      new Family(
          NAME + ":64,3",
          "a small residual network on flat inputs: 64 wide, three blocks of two linear layers",
          text -> text.equals(NAME) || text.startsWith(NAME + ":"),
          ResidualMlp::parse);

  public ResidualMlp {
    if (width < 1 || blocks < 1) {
      throw none(NAME + ":" + width + "," + blocks);
    }
  }

  /** With ReLU and without dropout, until told otherwise. */
  public static ResidualMlp of(int width, int blocks) {
    return new ResidualMlp(width, blocks, ReLU::new, 0);
  }

  private static ResidualMlp parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw none(text);
    }
    int width = Integer.parseInt(matcher.group(1));
    int blocks = matcher.group(2) == null ? 3 : Integer.parseInt(matcher.group(2));
    if (width < 1 || blocks < 1) {
      throw none(text);
    }
    return of(width, blocks);
  }

  private static ArgumentException none(String text) {
    return new ArgumentException(
        "\"%s\" is no small residual network; write its width, up to 9,999, and its blocks, up to"
                .formatted(text)
            + " 999: resnet-s:64,3.");
  }

  @Override
  public ResidualMlp activation(Supplier<? extends Layer> layer) {
    return new ResidualMlp(width, blocks, layer, dropout);
  }

  @Override
  public ResidualMlp dropout(double probability) {
    return new ResidualMlp(width, blocks, activation, probability);
  }

  @Override
  public Sequential build(Shape input, int outputs) {
    List<Layer> layers = new ArrayList<>();
    if (input.rank() != 1) {
      layers.add(new Flatten());
    }
    layers.add(new Linear(input.elements(), width));
    layers.add(activation.get());
    for (int i = 0; i < blocks; i++) {
      layers.add(new Residual(block()));
    }
    layers.add(new Linear(width, outputs));
    return Sequential.of(layers);
  }

  private Layer block() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Linear(width, width));
    layers.add(activation.get());
    if (dropout != 0) {
      layers.add(new Dropout(dropout));
    }
    layers.add(new Linear(Linear.Config.of(width, width).initializedBy(Initializer.zeros())));
    return Sequential.of(layers);
  }

  @Override
  public String toString() {
    return NAME + ":" + width + "," + blocks;
  }
}
