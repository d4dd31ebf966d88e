package org.atled.generative;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/**
 * Generative adversarial networks, GAN: a generator makes data of noise z ~ N(0, I), a critic
 * scores how real they are, and each learns against the other (Goodfellow et al. 2014). Each has
 * its own step: train it in two {@link org.atled.train.Phase phases}. Examples are made by the mean
 * of the generator's weights, if the config has a network for it.
 *
 * <p>With classes both are told them (Mirza and Osindero 2014): the generator by a 1 among as many
 * numbers behind z, and the critic gives a score for each class, of which that of the example's own
 * counts (as in Liu et al. 2019, section 3.2).
 */
public final class AdversarialNetworks extends Module implements Generative {
  /**
   * What they are made from.
   *
   * @param generator [batch, latent + classes] → [batch, …], scaled
   * @param critic [batch, …] → scores [batch, 1], or [batch, classes]
   * @param latent how many numbers z has
   * @param scaling of the data
   * @param loss of both
   * @param penalty λ, which weighs mean(‖∂score/∂x‖ − 1)² between real and made data: 10 is
   *     Gulrajani's, 0 is none
   * @param mean a network like the generator, which gets the mean of its weights and makes examples
   *     in its place; nothing if the generator is to make them as it is
   * @param classes how many both are told, 0 for none
   */
  public record Config(
      Layer generator,
      Layer critic,
      long latent,
      Scaling scaling,
      AdversarialLoss loss,
      double penalty,
      Optional<Layer> mean,
      int classes) {
    /** Without a mean, and without classes. */
    public Config(
        Layer generator,
        Layer critic,
        long latent,
        Scaling scaling,
        AdversarialLoss loss,
        double penalty) {
      this(generator, critic, latent, scaling, loss, penalty, Optional.empty(), 0);
    }

    public Config {
      if (latent < 1 || classes < 0 || !(penalty >= 0 && Double.isFinite(penalty))) {
        throw new ArgumentException(
            "AdversarialNetworks: takes noise of at least 1 number, a penalty and classes of at least 0, not %d, %s and %d."
                .formatted(latent, penalty, classes));
      }
      mean.ifPresent(other -> requireAlike(generator, other));
    }

    private static void requireAlike(Layer generator, Layer mean) {
      Map<String, TensorType> here = types(generator);
      Map<String, TensorType> there = types(mean);
      if (!here.equals(there)) {
        throw new ArgumentException(
            "AdversarialNetworks: the mean has %s but the generator %s; make both alike."
                .formatted(there, here));
      }
    }

    private static Map<String, TensorType> types(Layer network) {
      Map<String, TensorType> types = new TreeMap<>();
      network.state().entries().forEach((path, cell) -> types.put(path, cell.type()));
      return types;
    }

    /**
     * With a mean of the generator's weights.
     *
     * @param other a network like the generator, with cells of its own
     */
    public Config withMean(Layer other) {
      return new Config(
          generator, critic, latent, scaling, loss, penalty, Optional.of(other), classes);
    }

    /** With so many classes, which both networks must be made for. */
    public Config withClasses(int number) {
      return new Config(generator, critic, latent, scaling, loss, penalty, mean, number);
    }
  }

  /**
   * What the critic learns by.
   *
   * @param total which is made small
   * @param distance the loss without the penalty
   * @param penalty mean(‖∂score/∂x‖ − 1)², 0 where it is not asked for
   */
  public record CriticLoss(Tensor total, Tensor distance, Tensor penalty) {}

  /** Where there are no classes. */
  private static final Tensor NONE = Tensor.of(0L);

  private final Config config;
  private final Layer generator;
  private final Layer critic;
  private final Optional<GeneratorMean> mean;

  public AdversarialNetworks(Config config) {
    this.config = config;
    generator = child("generator", config.generator());
    critic = child("critic", config.critic());
    mean =
        config
            .mean()
            .map(other ->
                new GeneratorMean(
                    generator, child("mean", other), buffer("steps_of_mean", Tensor.of(0L))));
  }

  public Layer generator() {
    return generator;
  }

  public Layer critic() {
    return critic;
  }

  /** By which loss they learn. */
  public AdversarialLoss loss() {
    return config.loss();
  }

  /**
   * The critic's loss without classes.
   *
   * @throws ArgumentException if there are some
   */
  public CriticLoss criticLoss(Tensor x, Mode mode) {
    requireNoClasses();
    return criticLoss(x, NONE, mode);
  }

  /**
   * The critic's loss of real data beside as many that are made.
   *
   * @param x [batch, …]
   * @param labels their classes, int64 [batch], of which as many are made; not looked at if there
   *     are none
   */
  public CriticLoss criticLoss(Tensor x, Tensor labels, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor real = config.scaling().of(x);
          Tensor made = made(x.shape().size(0), labels, mode).detach();
          Tensor distance =
              config
                  .loss()
                  .critic(
                      scores(real, labels, mode.at("real")), scores(made, labels, mode.at("made")));
          if (config.penalty() == 0) {
            return new CriticLoss(distance, distance, Tensor.of(0f));
          }
          Tensor penalty = penalty(real, made, labels, mode);
          return new CriticLoss(distance.add(penalty.mul(config.penalty())), distance, penalty);
        });
  }

  /** By the gradient of a gradient: of the scores by the data, and then by the weights. */
  private Tensor penalty(Tensor real, Tensor made, Tensor labels, Mode mode) {
    Shape one = Shape.of(real.shape().size(0));
    for (int axis = 1; axis < real.shape().rank(); axis++) {
      one = one.concat(Shape.of(1));
    }
    Tensor share = Noise.uniform(mode, this::draws, one);
    Tensor between = real.mul(share).add(made.mul(share.neg().add(1.0))).detach().requiresGrad();
    Tensor scores = scores(between, labels, mode.at("between"));
    Tensor slope = Autograd.gradients(scores.sum(), between).of(between);
    Tensor length = slope.flatten(1).square().sum(1).add(1e-12).sqrt();
    return length.sub(1.0).square().mean();
  }

  /**
   * The generator's loss without classes.
   *
   * @throws ArgumentException if there are some
   */
  public Tensor generatorLoss(long batch, Mode mode) {
    requireNoClasses();
    return generatorLoss(batch, NONE, mode);
  }

  private void requireNoClasses() {
    if (config.classes() > 0) {
      throw new ArgumentException(
          "AdversarialNetworks: both networks are told one of %d classes; give the losses the labels of the batch."
              .formatted(config.classes()));
    }
  }

  /**
   * The generator's loss of so many made data.
   *
   * @param labels the classes they are made of, int64 [batch]; not looked at if there are none
   */
  public Tensor generatorLoss(long batch, Tensor labels, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor made = made(batch, labels, mode);
          Tensor followed =
              mode instanceof Mode.Training && mean.isPresent() ? mean.get().following(made) : made;
          return config.loss().generator(scores(followed, labels, mode.at("generator")));
        });
  }

  /** [batch, 1]. */
  private Tensor scores(Tensor x, Tensor labels, Mode mode) {
    Tensor scores = critic.apply(x, mode);
    return config.classes() == 0 ? scores : scores.gather(1, labels.unsqueeze(1));
  }

  /**
   * Has the batch norms of the mean generator see what they normalise, as weights that were
   * averaged need; without a mean nothing happens. {@link Blueprint#trainer} does so after each
   * epoch.
   */
  public void recomputeStatistics() {
    mean.ifPresent(other -> other.recompute(this::taken));
  }

  /** Of one alone batch norm would have no variance to train by: −z is beside it then. */
  private Tensor made(long batch, Tensor labels, Mode mode) {
    Tensor z = Noise.normal(mode, this::draws, Shape.of(batch, config.latent()));
    return batch == 1 && mode instanceof Mode.Training
        ? generator
            .apply(Structure.concat(0, told(z, labels), told(z.neg(), labels)), mode)
            .slice(0, 0, 1)
        : generator.apply(told(z, labels), mode);
  }

  /** What the generator takes: noise, and behind it a 1 in the place of the class. */
  private Tensor told(Tensor z, Tensor labels) {
    return config.classes() == 0
        ? z
        : Structure.concat(1, z, labels.oneHot(config.classes()).to(z.dtype()));
  }

  /** What the generator takes for some examples, of every class in turn. */
  private Tensor taken(Seed seed, int from, int to) {
    Tensor labels = Generative.asked(Wish.of(to), Math.max(1, config.classes()), from, to);
    return told(noise(seed, from, to), labels);
  }

  @Override
  public int classes() {
    return config.classes();
  }

  @Override
  public Shape example() {
    Shape one = generate(Wish.of(1), Seed.of(0)).shape();
    return one.slice(1, one.rank());
  }

  @Override
  public Tensor generate(Wish wish, Seed seed) {
    check(wish);
    Tensor z = told(noise(seed, 0, wish.count()), asked(wish).orElse(NONE));
    Layer maker = mean.map(GeneratorMean::network).orElse(generator);
    return Autograd.noGrad(() -> config.scaling().undone(maker.apply(z)));
  }

  private void check(Wish wish) {
    String model = "A generative adversarial network";
    if (config.classes() == 0) {
      Generative.refuse(wish, model);
    }
    if (wish.guidance().isPresent()) {
      throw new ArgumentException(
          model
              + " makes examples of a class as it has learned them, so that there is no guidance to"
              + " choose; leave it out, or train a diffusion model.");
    }
    Generative.refuseSteps(wish, model);
    Generative.requireClass(wish, config.classes());
  }

  private Tensor noise(Seed seed, int from, int to) {
    return Noise.ofExamples(seed, from, to, Shape.of(config.latent()));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "AdversarialNetworks(%d, %s)"
        .formatted(
            config.latent(), config.loss().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
