package org.atled.plot;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Module;
import org.atled.nn.layer.Conv2d;

/** The kernels of a network's first convolution over images. */
public final class Filters {
  private static final int MOST = 64;
  private static final int COLUMNS = 8;
  private static final int COLOURS = 3;

  private Filters() {}

  /** That convolution, if there is one. */
  static Optional<Conv2d> first(Module network) {
    return network.modules().stream()
        .filter(Conv2d.class::isInstance)
        .map(Conv2d.class::cast)
        .findFirst();
  }

  /**
   * Draws them: those that see three channels in colours, where grey is zero, others channel by
   * channel, on one scale.
   *
   * @throws ArgumentException if the network has no convolution over images
   */
  public static Figure of(Module network) {
    Conv2d convolution =
        first(network)
            .orElseThrow(() ->
                new ArgumentException(
                    "The network has no convolution over images, Conv2d, whose kernels could be"
                        + " drawn; it is "
                        + network
                        + ". Take one with convolutions, such as cnn."));
    Tensor weight = convolution.weight().value().detach();
    boolean colours = weight.shape().size(1) == COLOURS;
    int channels = (int) weight.shape().size(1);
    int all = (int) weight.shape().size(0) * (colours ? 1 : channels);
    int shown = Math.min(MOST, all);
    String some = shown < all ? ": " + shown + " of " + all : "";
    ImageGrid grid = ImageGrid.of("Kernels of " + convolution.title() + some, COLUMNS);
    grid = colours ? grid : grid.diverging();
    double scale = Math.max(weight.abs().max().item(), Double.MIN_NORMAL);
    Tensor inColours = weight.div(2 * scale).add(0.5);
    for (int i = 0; i < shown; i++) {
      grid =
          colours
              ? grid.image(Planes.all(inColours.get(i)), "kernel " + i)
              : grid.image(
                  Planes.one(weight.get(i / channels).get(i % channels)), caption(i, channels));
    }
    return grid.figure();
  }

  private static String caption(int i, int channels) {
    return "kernel " + i / channels + (channels == 1 ? "" : ", channel " + i % channels);
  }
}
