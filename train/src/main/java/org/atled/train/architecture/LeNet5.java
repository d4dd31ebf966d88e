package org.atled.train.architecture;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.MaxPool2d;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;

/**
 * LeNet-5 of LeCun et al. 1998, {@code lenet5}, as it is built today: two convolutions of 5×5 with
 * 6 and 16 channels, each with ReLU and a maximum over 2×2, then linear layers of 120 and 84. Sides
 * below 32 are padded by 2 on both ends, which makes 28×28 the 32×32 of the paper.
 */
public record LeNet5() implements Architecture {
  private static final String NAME = "lenet5";
  private static final int KERNEL = 5;

  /** The least side that, padded, leaves something after both poolings. */
  private static final long LEAST = 12;

  static final Family FAMILY =
      new Family(
          NAME,
          "LeNet-5, a small convolutional network for images",
          NAME::equals,
          _ -> new LeNet5());

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no images [channels, height, width], or too small
   */
  @Override
  public Sequential build(Shape input, int outputs) {
    Images.check(NAME, input, LEAST);
    long above = padding(input.size(1));
    long beside = padding(input.size(2));
    long rows = afterBoth(input.size(1) + 2 * above);
    long columns = afterBoth(input.size(2) + 2 * beside);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv2d(Conv2d.Config.of(input.size(0), 6, KERNEL).withPadding(above, beside)));
    layers.add(new ReLU());
    layers.add(new MaxPool2d(2));
    layers.add(new Conv2d(6, 16, KERNEL));
    layers.add(new ReLU());
    layers.add(new MaxPool2d(2));
    layers.add(new Flatten());
    layers.add(new Linear(16 * rows * columns, 120));
    layers.add(new ReLU());
    layers.add(new Linear(120, 84));
    layers.add(new ReLU());
    layers.add(new Linear(84, outputs));
    return Sequential.of(layers);
  }

  /** On either side: a small one, such as 28, gets 2, as the paper's digits have. */
  private static long padding(long size) {
    return size < 32 ? 2 : 0;
  }

  /** 32 → 28 → 14 → 10 → 5. */
  private static long afterBoth(long size) {
    return ((size - KERNEL + 1) / 2 - KERNEL + 1) / 2;
  }

  @Override
  public String toString() {
    return NAME;
  }
}
