package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;

/**
 * Adds sin(t·10000^(−2j/width)) to element 2j of step t and the cosine to element 2j + 1: Vaswani
 * et al. 2017, §3.5. Nothing is learned.
 */
public final class SinusoidalPositions extends Positions {
  /**
   * What a layer is made from.
   *
   * @param length the greatest number of steps
   * @param width of a step
   */
  public record Config(long length, long width) {}

  private final Config config;

  public SinusoidalPositions(long length, long width) {
    this(new Config(length, width));
  }

  public SinusoidalPositions(Config config) {
    super(config.length(), config.width());
    this.config = config;
  }

  @Override
  Tensor table(long from, long to) {
    int width = Math.toIntExact(config.width());
    int steps = Math.toIntExact(to - from);
    double[] numbers = new double[steps * width];
    for (int i = 0; i < numbers.length; i++) {
      int element = i % width;
      double angle =
          (from + i / width) * StrictMath.pow(10_000, -(double) (element / 2 * 2) / width);
      numbers[i] = element % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
    }
    return Tensor.of(numbers, steps, width);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "SinusoidalPositions(%d, %d)".formatted(config.length(), config.width());
  }
}
