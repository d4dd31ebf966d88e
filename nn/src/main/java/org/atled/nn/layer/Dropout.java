package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * In training each element is zeroed with probability p and the others are divided by 1 − p, so
 * that evaluation, which passes everything, sees the same mean (inverted dropout): Srivastava et
 * al. 2014. Applied twice in a network it drops twice, each time anew.
 */
public final class Dropout extends Layer {
  /**
   * What a layer is made from.
   *
   * @param p the probability with which an element is zeroed, in [0, 1)
   */
  public record Config(double p) {
    public Config {
      if (!(p >= 0 && p < 1)) {
        throw new ArgumentException(
            "Dropout: the probability is " + p + " but must be at least 0 and less than 1.");
      }
    }
  }

  private final double p;

  /**
   * A layer that drops with a probability.
   *
   * @throws ArgumentException if p is not in [0, 1)
   */
  public Dropout(double p) {
    this(new Config(p));
  }

  public Dropout(Config config) {
    this.p = config.p();
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
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
    return draw.ge(p).where(x.mul(1 / (1 - p)), 0.0);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(new Config(p));
  }

  @Override
  public String toString() {
    return "Dropout(" + p + ")";
  }
}
