package org.atled.generative;

import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/**
 * A decoder of codes z ~ N(0, I), learned with an encoder that says for each x which codes it may
 * come from, q(z | x) = N(μ, σ²): Kingma and Welling 2014. The code is drawn as z = μ + σ·ε with ε
 * ~ N(0, I), so that the gradient passes to μ and σ (section 2.4). The loss is −ln p(x | z) + β·KL,
 * with KL = ½·Σ(μ² + σ² − ln σ² − 1) (appendix B); β = 1 is the bound on −ln p(x), another weighs
 * the two otherwise (Higgins et al. 2017).
 */
public final class VariationalAutoencoder extends Module implements Generative {
  /**
   * What it is made from.
   *
   * @param encoder [batch, …] → [batch, 2·latent], μ and then ln σ²
   * @param decoder [batch, latent] → [batch, …] as the likelihood takes it
   * @param latent how many numbers a code has
   * @param likelihood what the decoder's output means
   * @param beta β, at least 0
   */
  public record Config(
      Layer encoder, Layer decoder, long latent, Likelihood likelihood, double beta) {
    public Config {
      if (latent < 1 || !(beta >= 0 && Double.isFinite(beta))) {
        throw new ArgumentException(
            "VariationalAutoencoder: takes a code of at least 1 number and a beta of at least 0, not %d and %s."
                .formatted(latent, beta));
      }
    }
  }

  /**
   * Which codes a batch may come from.
   *
   * @param mean μ, [batch, latent]
   * @param logVariance ln σ², [batch, latent]
   */
  public record Code(Tensor mean, Tensor logVariance) {
    /** KL(N(μ, σ²) ‖ N(0, I)) of each example, [batch]. */
    public Tensor divergence() {
      return mean.square().add(logVariance.exp()).sub(logVariance).sub(1.0).sum(1).mul(0.5);
    }

    /** z = μ + σ·ε. */
    public Tensor drawn(Tensor noise) {
      return mean.add(logVariance.mul(0.5).exp().mul(noise));
    }
  }

  /**
   * What comes of a batch.
   *
   * @param z the codes: drawn in training, else the means
   * @param output the decoder's; {@link Likelihood#mean} makes data of it
   */
  public record Out(Code code, Tensor z, Tensor output) {}

  /**
   * The loss of a batch, means over its examples.
   *
   * @param total which is made small
   * @param reconstruction −ln p(x | z)
   * @param divergence KL
   */
  public record Loss(Tensor total, Tensor reconstruction, Tensor divergence) {}

  private final Config config;
  private final Layer encoder;
  private final Layer decoder;

  public VariationalAutoencoder(Config config) {
    this.config = config;
    encoder = child("encoder", config.encoder());
    decoder = child("decoder", config.decoder());
  }

  /** Encodes, draws and decodes. */
  public Out apply(Tensor x, Mode mode) {
    return call(
        mode,
        () -> {
          Code code = coded(x, mode);
          Tensor z =
              mode instanceof Mode.Training
                  ? code.drawn(Noise.normal(mode, this::draws, code.mean().shape()))
                  : code.mean();
          return new Out(code, z, decoder.apply(z, mode));
        });
  }

  private Code coded(Tensor x, Mode mode) {
    Tensor both = encoder.apply(x, mode);
    long latent = config.latent();
    if (!both.shape().equals(Shape.of(x.shape().size(0), 2 * latent))) {
      throw new ShapeException(
          "the encoder gives %s for %s, but a code of %d numbers needs [batch, %d]: means, and logarithms of variances."
              .formatted(both.shape(), x.shape(), latent, 2 * latent));
    }
    return new Code(both.slice(1, 0, latent), both.slice(1, latent, 2 * latent));
  }

  public Loss loss(Tensor x, Mode mode) {
    Out out = apply(x, mode);
    Tensor reconstruction = config.likelihood().surprise(out.output(), x).mean();
    Tensor divergence = out.code().divergence().mean();
    return new Loss(reconstruction.add(divergence.mul(config.beta())), reconstruction, divergence);
  }

  /** Which codes data may come from. */
  public Code encode(Tensor x) {
    return call(Mode.evaluation(), () -> coded(x, Mode.evaluation()));
  }

  /** The data that codes [batch, latent] stand for. */
  public Tensor decode(Tensor z) {
    return call(
        Mode.evaluation(), () -> config.likelihood().mean(decoder.apply(z, Mode.evaluation())));
  }

  /** How many numbers a code has. */
  public int latent() {
    return Math.toIntExact(config.latent());
  }

  @Override
  public Shape example() {
    Shape one = Autograd.noGrad(() -> decode(Tensor.zeros(1, config.latent()))).shape();
    return one.slice(1, one.rank());
  }

  @Override
  public Tensor generate(Wish wish, Seed seed) {
    Generative.refuse(wish, "A variational autoencoder");
    Tensor z = Noise.ofExamples(seed, 0, wish.count(), Shape.of(config.latent()));
    return Autograd.noGrad(() -> decode(z));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "VariationalAutoencoder(%d, beta %s)".formatted(config.latent(), config.beta());
  }
}
