package org.atled.generative;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.optim.Rule;
import org.atled.train.EpochReport;
import org.atled.train.Outcome;
import org.atled.train.Phase;
import org.atled.train.Trainer;
import org.atled.train.TrainingListener;

/** A generative model but for the sizes that data decide. It prints as {@link Blueprints} reads. */
public sealed interface Blueprint {
  /** Convolutions, or linear layers. */
  enum Kind {
    DENSE,
    CONV
  }

  /**
   * How it is usually trained.
   *
   * @param lr of Adam
   */
  record Recipe(double lr, int epochs, int batchSize) {}

  /**
   * The model for data; its weights are not drawn yet.
   *
   * @throws org.atled.core.error.ArgumentException if there is none for such data
   */
  Module build(DatasetInfo info);

  Recipe recipe(DatasetInfo info);

  /**
   * A trainer with the steps of the model, of one epoch until told otherwise.
   *
   * @param model as {@link #build} gave it
   */
  Trainer trainer(Module model, Rule rule);

  /** Whether the data are images, whose pixels lie from 0 to 1. */
  static boolean isImage(DatasetInfo info) {
    return info.input().rank() == 3;
  }

  private static Likelihood likelihood(DatasetInfo info) {
    return isImage(info) ? Likelihood.BERNOULLI : Likelihood.GAUSSIAN;
  }

  private static Scaling scaling(DatasetInfo info) {
    return isImage(info) ? Scaling.ofPixels() : Scaling.none();
  }

  private static long hidden(DatasetInfo info) {
    return isImage(info) ? 400 : 128;
  }

  /** How many classes the data have. */
  private static int classes(DatasetInfo info) {
    return info.task() instanceof Task.Classification(List<String> names) ? names.size() : 0;
  }

  /** The classes of a batch; where the model knows none, numbers that it does not look at. */
  private static Tensor labels(Batch batch, Generative model) {
    return model.classes() > 0 ? batch.y() : batch.index();
  }

  private static String tail(Kind kind) {
    return kind == Kind.CONV ? ",conv" : "";
  }

  /**
   * An autoencoder.
   *
   * @param code how many numbers a code has
   */
  record Auto(int code, Kind kind, double noise, double sparsity) implements Blueprint {
    @Override
    public Autoencoder build(DatasetInfo info) {
      Shape x = info.input();
      boolean conv = kind == Kind.CONV;
      return new Autoencoder(
          Autoencoder.Config.of(
                  conv ? Coders.convolutional(x, code) : Coders.dense(x, hidden(info), code),
                  conv
                      ? Coders.convolutionalBack(x, code)
                      : Coders.denseBack(x, hidden(info), code),
                  likelihood(info))
              .withNoise(noise)
              .withSparsity(sparsity));
    }

    @Override
    public Recipe recipe(DatasetInfo info) {
      return isImage(info) ? new Recipe(1e-3, 5, 128) : new Recipe(3e-3, 100, 64);
    }

    @Override
    public Trainer trainer(Module model, Rule rule) {
      Autoencoder net = (Autoencoder) model;
      return Trainer.of(
          model,
          rule,
          (batch, mode) -> {
            Autoencoder.Loss loss = net.loss(batch.x(), mode);
            return Outcome.of(loss.total())
                .with("reconstruction", loss.reconstruction())
                .with("sparsity", loss.sparsity());
          });
    }

    @Override
    public String toString() {
      return "autoencoder:"
          + code
          + tail(kind)
          + (noise > 0 ? ",noise=" + noise : "")
          + (sparsity > 0 ? ",sparsity=" + sparsity : "");
    }
  }

  /**
   * A variational autoencoder.
   *
   * @param latent how many numbers a code has
   */
  record Variational(int latent, Kind kind, double beta) implements Blueprint {
    @Override
    public VariationalAutoencoder build(DatasetInfo info) {
      Shape x = info.input();
      boolean conv = kind == Kind.CONV;
      long both = 2L * latent;
      return new VariationalAutoencoder(
          new VariationalAutoencoder.Config(
              conv ? Coders.convolutional(x, both) : Coders.dense(x, hidden(info), both),
              conv
                  ? Coders.convolutionalBack(x, latent)
                  : Coders.denseBack(x, hidden(info), latent),
              latent,
              likelihood(info),
              beta));
    }

    @Override
    public Recipe recipe(DatasetInfo info) {
      return isImage(info) ? new Recipe(2e-3, 5, 128) : new Recipe(3e-3, 100, 64);
    }

    @Override
    public Trainer trainer(Module model, Rule rule) {
      VariationalAutoencoder net = (VariationalAutoencoder) model;
      return Trainer.of(
          model,
          rule,
          (batch, mode) -> {
            VariationalAutoencoder.Loss loss = net.loss(batch.x(), mode);
            return Outcome.of(loss.total())
                .with("reconstruction", loss.reconstruction())
                .with("divergence", loss.divergence());
          });
    }

    @Override
    public String toString() {
      return "vae:" + latent + tail(kind) + (beta == 1 ? "" : ",beta=" + beta);
    }
  }

  /** Generative adversarial networks. */
  record Adversarial(AdversarialLoss loss, Kind kind) implements Blueprint {
    private static final int LATENT = 32;

    @Override
    public AdversarialNetworks build(DatasetInfo info) {
      Shape x = info.input();
      Scaling scaling = scaling(info);
      int classes = classes(info);
      int scores = Math.max(1, classes);
      return new AdversarialNetworks(
          new AdversarialNetworks.Config(
                  generator(x, classes, scaling),
                  kind == Kind.CONV
                      ? Coders.convolutionalCritic(x, scores)
                      : Coders.critic(x, scores),
                  LATENT,
                  scaling,
                  loss,
                  loss == AdversarialLoss.WASSERSTEIN ? 10 : 0)
              .withMean(generator(x, classes, scaling))
              .withClasses(classes));
    }

    private Layer generator(Shape x, int classes, Scaling scaling) {
      return kind == Kind.CONV
          ? Coders.convolutionalGenerator(x, LATENT + classes)
          : Coders.generator(x, LATENT + classes, scaling.bounded());
    }

    @Override
    public Recipe recipe(DatasetInfo info) {
      if (!isImage(info)) {
        return new Recipe(1e-3, 200, 64);
      }
      return isFast() ? new Recipe(5e-4, 4, 64) : new Recipe(2e-4, 10, 128);
    }

    private boolean isFast() {
      return kind == Kind.CONV && loss != AdversarialLoss.WASSERSTEIN;
    }

    /**
     * The critic's: where steps are few, at twice the generator's rate, so that it keeps ahead of
     * what the generator makes (two time scales, Heusel et al. 2017).
     */
    private Rule critics(Rule rule) {
      double rate = rule.hyperparameters().getOrDefault("lr", Double.NaN);
      return isFast() && rate > 0 ? rule.with("lr", 2 * rate) : rule;
    }

    /** Adam's β₁ at 0.5, as Radford, Metz and Chintala 2016 found to be more stable. */
    static Rule steadier(Rule rule) {
      return rule.name().equals("Adam") ? rule.with("beta1", 0.5) : rule;
    }

    @Override
    public Trainer trainer(Module model, Rule rule) {
      AdversarialNetworks net = (AdversarialNetworks) model;
      Rule used = steadier(rule);
      return Trainer.of(
              model,
              new Phase(
                  "critic",
                  net.critic(),
                  critics(used),
                  (batch, mode) ->
                      Outcome.of(net.criticLoss(batch.x(), labels(batch, net), mode).total())),
              new Phase(
                  "generator",
                  net.generator(),
                  used,
                  (batch, mode) ->
                      Outcome.of(net.generatorLoss(batch.size(), labels(batch, net), mode))))
          .listener(
              new TrainingListener() {
                @Override
                public void epochDone(EpochReport report) {
                  net.recomputeStatistics();
                }
              });
    }

    @Override
    public String toString() {
      return "gan:" + Blueprints.word(loss) + tail(kind);
    }
  }

  /** A diffusion model. */
  record Diffusing(NoiseSchedule schedule, Optional<Integer> width) implements Blueprint {
    private static final int STEPS = 400;
    private static final double UNTOLD = 0.1;

    @Override
    public Diffusion build(DatasetInfo info) {
      Shape x = info.input();
      int classes = classes(info);
      Denoiser denoiser;
      if (isImage(info)) {
        Coders.requireImage(x, "diffusion models");
        denoiser = new UNet(new UNet.Config(x.size(0), width.orElse(24), classes));
      } else {
        denoiser =
            new PointDenoiser(new PointDenoiser.Config(x.elements(), width.orElse(128), classes));
      }
      List<Long> sizes = Arrays.stream(x.toArray()).boxed().toList();
      return new Diffusion(
          new Diffusion.Config(denoiser, sizes, scaling(info), schedule, STEPS, classes, UNTOLD));
    }

    @Override
    public Recipe recipe(DatasetInfo info) {
      return isImage(info) ? new Recipe(2e-3, 3, 64) : new Recipe(2e-3, 200, 64);
    }

    @Override
    public Trainer trainer(Module model, Rule rule) {
      Diffusion net = (Diffusion) model;
      return Trainer.of(
          model, rule, (batch, mode) -> Outcome.of(net.loss(batch.x(), labels(batch, net), mode)));
    }

    @Override
    public String toString() {
      return "diffusion:" + Blueprints.word(schedule) + width.map(w -> ",width=" + w).orElse("");
    }
  }
}
