package org.atled.train.architecture;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.AdaptiveAvgPool1d;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Residual;
import org.atled.nn.layer.Sequential;

/**
 * The residual network for series of Wang, Yan and Oates 2017, {@code resnet1d}: three blocks of
 * 64, 128 and 128 channels, each of convolutions over time of 8, 5 and 3 steps with batch norm,
 * with a shortcut beside that has batch norm too, behind a convolution of 1 where channels change;
 * then the mean of each channel over time and one linear layer.
 */
public record ResidualSeries() implements Architecture.OfSeries {
  private static final String NAME = "resnet1d";

  static final Family FAMILY =
      new Family(
          NAME,
          "for series: three residual blocks and means over time (Wang et al. 2017)",
          NAME::equals,
          _ -> new ResidualSeries());

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no series
   */
  @Override
  public Sequential build(Shape input, int outputs) {
    Architecture.OfSeries.check(NAME, input);
    return Sequential.of(
        block(input.size(0), 64),
        new ReLU(),
        block(64, 128),
        new ReLU(),
        block(128, 128),
        new ReLU(),
        new AdaptiveAvgPool1d(1),
        new Flatten(),
        new Linear(128, outputs));
  }

  private static Layer block(long in, long out) {
    Layer body =
        Sequential.of(
            FullyConvolutional.convolution(in, out, 8),
            new BatchNorm1d(out),
            new ReLU(),
            FullyConvolutional.convolution(out, out, 5),
            new BatchNorm1d(out),
            new ReLU(),
            FullyConvolutional.convolution(out, out, 3),
            new BatchNorm1d(out));
    Layer shortcut =
        in == out
            ? new BatchNorm1d(out)
            : Sequential.of(FullyConvolutional.convolution(in, out, 1), new BatchNorm1d(out));
    return new Residual(body, shortcut);
  }

  @Override
  public String toString() {
    return NAME;
  }
}
