package org.atled.train.architecture;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.AdaptiveAvgPool1d;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Conv1d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;

/**
 * The fully convolutional network for series of Wang, Yan and Oates 2017, {@code fcn}: convolutions
 * over time of 8, 5 and 3 steps with 128, 256 and 128 channels that keep the length, each with
 * batch norm and ReLU; then the mean of each channel over time and one linear layer.
 */
public record FullyConvolutional() implements Architecture.OfSeries {
  private static final String NAME = "fcn";

  static final Family FAMILY =
      new Family(
          NAME,
          "for series: three convolutions and means over time (Wang et al. 2017)",
          NAME::equals,
          _ -> new FullyConvolutional());

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no series
   */
  @Override
  public Sequential build(Shape input, int outputs) {
    Architecture.OfSeries.check(NAME, input);
    List<Layer> layers = new ArrayList<>();
    layers.addAll(block(input.size(0), 128, 8));
    layers.addAll(block(128, 256, 5));
    layers.addAll(block(256, 128, 3));
    layers.add(new AdaptiveAvgPool1d(1));
    layers.add(new Flatten());
    layers.add(new Linear(128, outputs));
    return Sequential.of(layers);
  }

  private static List<Layer> block(long in, long out, long kernel) {
    return List.of(convolution(in, out, kernel), new BatchNorm1d(out), new ReLU());
  }

  /** One that keeps the length. */
  static Layer convolution(long in, long out, long kernel) {
    return new Conv1d(Conv1d.Config.of(in, out, kernel).withSamePadding());
  }

  @Override
  public String toString() {
    return NAME;
  }
}
