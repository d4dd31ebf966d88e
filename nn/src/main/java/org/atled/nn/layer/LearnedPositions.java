package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.init.Initializer;

/** Adds row t of a weight [length, width] to step t, as GPT-2's {@code wpe}. */
public final class LearnedPositions extends Positions {
  /**
   * What a layer is made from.
   *
   * @param length the greatest number of steps
   * @param width of a step
   * @param weightInit the start of the weight
   */
  public record Config(long length, long width, Initializer weightInit) {
    /** From N(0, 0.02²), as GPT-2's. */
    public static Config of(long length, long width) {
      return new Config(length, width, Initializer.normal(0, 0.02));
    }

    public Config initializedBy(Initializer init) {
      return new Config(length, width, init);
    }
  }

  private final Config config;
  private final Parameter weight;

  public LearnedPositions(long length, long width) {
    this(Config.of(length, width));
  }

  public LearnedPositions(Config config) {
    super(config.length(), config.width());
    this.config = config;
    weight =
        parameter(
            "weight",
            new TensorType(DType.FLOAT32, Shape.of(config.length(), config.width())),
            config.weightInit());
  }

  /** What is added, [length, width]: row t for step t. */
  public Parameter weight() {
    settle();
    return weight;
  }

  @Override
  Tensor table(long from, long to) {
    return weight.value().slice(0, from, to);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "LearnedPositions(%d, %d)".formatted(config.length(), config.width());
  }
}
