package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * {@link Dropout} that goes with {@link SELU}: in training elements are set to what SELU has for
 * −∞, α′ = −1.7581, with probability p, and then all are scaled and shifted so that mean 0 and
 * variance 1 stay: Klambauer et al. 2017.
 */
public final class AlphaDropout extends Layer {
  /** SELU at −∞: −λ·α. */
  private static final double LEAST = -1.7580993408473766;

  private final Dropout.Config config;

  /**
   * A layer that drops with a probability.
   *
   * @throws org.atled.core.error.ArgumentException if p is not in [0, 1)
   */
  public AlphaDropout(double p) {
    this(new Dropout.Config(p));
  }

  public AlphaDropout(Dropout.Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    double p = config.p();
    if (p == 0 || mode.dropping().isEmpty()) {
      return x;
    }
    Mode.Training training = mode.dropping().get();
    Tensor draw =
        Sample.uniform(
            draws(training),
            training.step().value(),
            training.examples(),
            new TensorType(DType.FLOAT32, x.shape()));
    double a = 1 / Math.sqrt((1 - p) * (1 + p * LEAST * LEAST));
    return draw.ge(p).where(x.mul(a), a * LEAST).sub(a * p * LEAST);
  }

  @Override
  public Optional<Dropout.Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "AlphaDropout(" + config.p() + ")";
  }
}
