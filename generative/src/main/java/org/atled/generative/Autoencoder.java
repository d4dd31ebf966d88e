package org.atled.generative;

import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/**
 * Brings data through a code and back: x → h = encoder(x) → decoder(h), whose loss is how far that
 * is from x (Hinton and Salakhutdinov 2006). Noise makes it denoising: it sees x + σ·ε, and is
 * measured against x (Vincent et al. 2008). Sparsity adds λ·mean|h|.
 */
public final class Autoencoder extends Module {
  /**
   * What it is made from.
   *
   * @param encoder [batch, …] → the code
   * @param decoder the code → [batch, …] as the likelihood takes it
   * @param likelihood what the decoder's output means
   * @param noise σ, at least 0
   * @param sparsity λ, at least 0
   */
  public record Config(
      Layer encoder, Layer decoder, Likelihood likelihood, double noise, double sparsity) {
    public Config {
      if (!(noise >= 0 && sparsity >= 0) || !Double.isFinite(noise + sparsity)) {
        throw new ArgumentException(
            "Autoencoder: takes noise and sparsity of at least 0, not %s and %s."
                .formatted(noise, sparsity));
      }
    }

    /** Neither denoising nor sparse. */
    public static Config of(Layer encoder, Layer decoder, Likelihood likelihood) {
      return new Config(encoder, decoder, likelihood, 0, 0);
    }

    public Config withNoise(double deviation) {
      return new Config(encoder, decoder, likelihood, deviation, sparsity);
    }

    public Config withSparsity(double strength) {
      return new Config(encoder, decoder, likelihood, noise, strength);
    }
  }

  /**
   * What comes of a batch.
   *
   * @param code h
   * @param output the decoder's, of the shape of x; {@link Likelihood#mean} makes data of it
   */
  public record Out(Tensor code, Tensor output) {}

  /**
   * The loss of a batch, means over its examples.
   *
   * @param total which is made small
   * @param reconstruction −ln p(x | h)
   * @param sparsity mean|h|
   */
  public record Loss(Tensor total, Tensor reconstruction, Tensor sparsity) {}

  private final Config config;
  private final Layer encoder;
  private final Layer decoder;

  public Autoencoder(Config config) {
    this.config = config;
    encoder = child("encoder", config.encoder());
    decoder = child("decoder", config.decoder());
  }

  /** Encodes and decodes; in training with noise on x, if there is any. */
  public Out apply(Tensor x, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor seen =
              config.noise() > 0 && mode instanceof Mode.Training
                  ? x.add(Noise.normal(mode, this::draws, x.shape()).mul(config.noise()))
                  : x;
          Tensor code = encoder.apply(seen, mode);
          return new Out(code, decoder.apply(code, mode));
        });
  }

  public Loss loss(Tensor x, Mode mode) {
    Out out = apply(x, mode);
    Tensor reconstruction = config.likelihood().surprise(out.output(), x).mean();
    Tensor sparsity = out.code().abs().mean();
    Tensor total =
        config.sparsity() > 0
            ? reconstruction.add(sparsity.mul(config.sparsity()))
            : reconstruction;
    return new Loss(total, reconstruction, sparsity);
  }

  /** What it makes of data: [batch, …] → the same shape. */
  public Tensor reconstruct(Tensor x) {
    return config.likelihood().mean(apply(x, Mode.evaluation()).output());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Autoencoder(%s%s%s)"
        .formatted(
            config.likelihood().name().toLowerCase(Locale.ROOT),
            config.noise() > 0 ? ", noise " + config.noise() : "",
            config.sparsity() > 0 ? ", sparsity " + config.sparsity() : "");
  }
}
