package org.atled.train.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.AdaptiveMaxPool2d;
import org.atled.nn.layer.BatchNorm2d;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.MaxPool2d;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.ResNet;
import org.atled.nn.layer.Residual;
import org.atled.nn.layer.Sequential;

/**
 * Residual networks for images, {@code resnet:18}. Depths 18, 34, 50 and 101 are those of He et al.
 * 2016 for photographs, with a first layer for small images if a side is below 64; 8, 14, 20 and so
 * on, 6·n + 2, those for small images with three stages of n blocks; 9 is the quick one of Page
 * 2018, <i>How to train your ResNet</i>.
 *
 * @param depth layers with weights from the input to the output
 * @param width channels that the first layer gives
 */
public record ResidualNetwork(int depth, int width) implements Architecture {
  /**
   * As it is written in {@code resnet:14,32}.
   *
   * @throws ArgumentException if there is none of that depth
   */
  public ResidualNetwork {
    if (!isKnown(depth) || width < 1) {
      throw none("resnet:" + depth + "," + width);
    }
  }

  private static final Pattern TEXT = Pattern.compile("resnet:(\\d{1,3})(?:,(\\d{1,4}))?");

  private static final int QUICK = 9;

  static final Family FAMILY =
      new Family(
          "resnet:18",
          "a residual network of so many layers: 9, 14, 20 …, 18, 34, 50, 101; resnet:14,32 begins"
              + " with 32 channels",
          text -> text.equals("resnet") || text.startsWith("resnet:"),
          ResidualNetwork::parse);

  private static ResidualNetwork parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    int depth = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    boolean known = isKnown(depth);
    int usual = isSmall(depth) ? 16 : 64;
    int width = known && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : usual;
    if (!known || width < 1) {
      throw none(text);
    }
    return new ResidualNetwork(depth, width);
  }

  private static boolean isKnown(int depth) {
    return depth == QUICK || isSmall(depth) || !blocks(depth).isEmpty();
  }

  private static ArgumentException none(String text) {
    return new ArgumentException(
        "\"%s\" is no residual network; there are resnet:9, resnet:14, resnet:20 and so on in steps of"
                .formatted(text)
            + " 6, resnet:18, resnet:34, resnet:50 and resnet:101, each with channels to begin"
            + " with if you like: resnet:14,32.");
  }

  private static List<Integer> blocks(int depth) {
    return switch (depth) {
      case 18 -> List.of(2, 2, 2, 2);
      case 34, 50 -> List.of(3, 4, 6, 3);
      case 101 -> List.of(3, 4, 23, 3);
      default -> List.of();
    };
  }

  private static boolean isSmall(int depth) {
    return depth >= 8 && depth % 6 == 2 && blocks(depth).isEmpty();
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no images [channels, height, width], or too small
   */
  @Override
  public Layer build(Shape input, int outputs) {
    Images.check(toString(), input, 8);
    if (depth == QUICK) {
      return quick(input.size(0), outputs);
    }
    boolean small = isSmall(depth) || Images.areSmall(input);
    int n = (depth - 2) / 6;
    List<Integer> blocks = isSmall(depth) ? List.of(n, n, n) : blocks(depth);
    ResNet.Block block =
        depth < 50 || isSmall(depth) ? ResNet.Block.BASIC : ResNet.Block.BOTTLENECK;
    return new ResNet(new ResNet.Config(block, blocks, width, input.size(0), outputs, small));
  }

  private Layer quick(long channels, int outputs) {
    List<Layer> layers = new ArrayList<>(convolution(channels, width));
    layers.addAll(convolution(width, 2L * width));
    layers.add(new MaxPool2d(2));
    layers.add(twice(2L * width));
    layers.addAll(convolution(2L * width, 4L * width));
    layers.add(new MaxPool2d(2));
    layers.addAll(convolution(4L * width, 8L * width));
    layers.add(new MaxPool2d(2));
    layers.add(twice(8L * width));
    layers.add(new AdaptiveMaxPool2d(1));
    layers.add(new Flatten());
    layers.add(new Linear(8L * width, outputs));
    return Sequential.of(layers);
  }

  private static List<Layer> convolution(long in, long out) {
    Conv2d convolution = new Conv2d(Conv2d.Config.of(in, out, 3).withPadding(1).withoutBias());
    return List.of(convolution, new BatchNorm2d(out), new ReLU());
  }

  private static Layer twice(long channels) {
    List<Layer> layers = new ArrayList<>(convolution(channels, channels));
    layers.addAll(convolution(channels, channels));
    return new Residual(Sequential.of(layers));
  }

  @Override
  public String toString() {
    boolean usual = width == (isSmall(depth) ? 16 : 64);
    return "resnet:" + depth + (usual ? "" : "," + width);
  }
}
