package org.atled.generative;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.SiLU;

/** A denoiser of vectors [batch, size]: linear layers, with conditions beside the input. */
public final class PointDenoiser extends Denoiser {
  /**
   * What it is made from.
   *
   * @param size of a vector
   * @param width of the three hidden layers, even
   * @param classes how many there are, 0 for none
   */
  public record Config(long size, long width, long classes) {
    public Config {
      if (size < 1 || width < 2 || width % 2 != 0 || classes < 0) {
        throw new ArgumentException(
            "PointDenoiser: takes vectors of at least 1, an even width and classes of at least 0, not %d, %d and %d."
                .formatted(size, width, classes));
      }
    }
  }

  private final Config config;
  private final Conditions conditions;
  private final Sequential body;

  public PointDenoiser(Config config) {
    this.config = config;
    long width = config.width();
    conditions = child("conditions", new Conditions(new Conditions.Config(width, config.classes())));
    body =
        child(
            "body",
            Sequential.of(
                new Linear(config.size() + width, width),
                new SiLU(),
                new Linear(width, width),
                new SiLU(),
                new Linear(width, width),
                new SiLU(),
                new Linear(width, config.size())));
  }

  @Override
  protected Tensor noise(Tensor x, Tensor steps, Tensor labels, Mode mode) {
    return body.apply(Structure.concat(1, x, conditions.apply(steps, labels, mode)), mode);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "PointDenoiser(%d, width %d)".formatted(config.size(), config.width());
  }
}
