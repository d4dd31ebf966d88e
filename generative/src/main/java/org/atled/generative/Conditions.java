package org.atled.generative;

import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.Embedding;
import org.atled.nn.layer.Linear;

/**
 * What a denoiser is told beside the data, as a vector: the step, by sines and cosines of it and
 * two linear layers (Ho, Jain and Abbeel 2020, appendix B), and the class, by a vector of its own
 * that is added. Steps and classes [batch] → [batch, width].
 */
public final class Conditions extends Module {
  /** Frequencies go down from 1 by this factor, as in Vaswani et al. 2017. */
  private static final double LONGEST = 10_000;

  /**
   * What it is made from.
   *
   * @param width of the vector, even
   * @param classes how many there are, 0 for none
   */
  public record Config(long width, long classes) {}

  private final Config config;
  private final Linear first;
  private final Linear second;
  private final Optional<Embedding> classes;

  public Conditions(Config config) {
    this.config = config;
    first = child("first", new Linear(config.width(), config.width()));
    second = child("second", new Linear(config.width(), config.width()));
    classes =
        config.classes() > 0
            ? Optional.of(child("classes", new Embedding(config.classes() + 1, config.width())))
            : Optional.empty();
  }

  /**
   * The vectors.
   *
   * @param steps int64 [batch]
   * @param labels int64 [batch]; the number of classes stands for none
   */
  public Tensor apply(Tensor steps, Tensor labels, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor y = second.apply(first.apply(waves(steps), mode).silu(), mode);
          Tensor both = classes.map(table -> y.add(table.apply(labels, mode))).orElse(y);
          return both.silu();
        });
  }

  private Tensor waves(Tensor steps) {
    int half = Math.toIntExact(config.width() / 2);
    float[] frequencies = new float[half];
    for (int i = 0; i < half; i++) {
      frequencies[i] = (float) StrictMath.pow(LONGEST, -(double) i / half);
    }
    Tensor angles = steps.to(DType.FLOAT32).unsqueeze(1).mul(Tensor.of(frequencies, 1, half));
    return Structure.concat(1, angles.sin(), angles.cos());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }
}
