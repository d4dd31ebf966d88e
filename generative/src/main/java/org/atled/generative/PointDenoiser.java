package org.atled.generative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.SiLU;

/**
 * A denoiser of vectors [batch, size]: linear layers, with conditions beside the input. The input
 * comes with sines and cosines of it at several frequencies too, without which linear layers are
 * slow to learn what changes over small distances: Tancik et al. 2020, section 6.
 */
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

  /** Frequencies 1, 2, 4, 8. */
  private static final int WAVES = 4;

  private final Config config;
  private final Conditions conditions;
  private final Sequential body;

  public PointDenoiser(Config config) {
    this.config = config;
    long width = config.width();
    conditions =
        child("conditions", new Conditions(new Conditions.Config(width, config.classes())));
    body =
        child(
            "body",
            Sequential.of(
                new Linear(config.size() * (1 + 2L * WAVES) + width, width),
                new SiLU(),
                new Linear(width, width),
                new SiLU(),
                new Linear(width, width),
                new SiLU(),
                new Linear(width, config.size())));
  }

  @Override
  protected Tensor velocity(Tensor x, Tensor steps, Tensor labels, Mode mode) {
    List<Tensor> parts = new ArrayList<>(List.of(x, conditions.apply(steps, labels, mode)));
    for (int wave = 0; wave < WAVES; wave++) {
      Tensor scaled = x.mul((double) (1 << wave));
      parts.add(scaled.sin());
      parts.add(scaled.cos());
    }
    return body.apply(Structure.concat(1, parts.toArray(Tensor[]::new)), mode);
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
