package org.atled.generative;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.nn.Module;
import org.atled.train.EpochReport;
import org.atled.train.TrainingListener;

/**
 * Says in plain words when a model that makes examples does not learn as it should, and what to do,
 * each thing once: a generator that has collapsed ({@link Variety}), or a critic that has won;
 * codes of a variational autoencoder that say nothing; a loss that has grown. It looks after each
 * epoch and changes no bit of the run. A loss that is not finite ends a run by itself.
 */
public final class MakingWarnings implements TrainingListener {
  private static final int COMPARED = 128;

  /** Nats by which codes of examples must differ from N(0, I), all of their numbers together. */
  private static final double SAYS_NOTHING = 0.1;

  /** From 1.39 for a critic that knows nothing, and 0.25 by least squares. */
  private static final double HAS_WON = 0.01;

  private static final double GROWN = 10;

  private final Module model;
  private final Dataset train;
  private final Consumer<String> say;
  private final Set<String> said = new HashSet<>();
  private double least = Double.POSITIVE_INFINITY;

  /**
   * Listens.
   *
   * @param train what the model learns from
   * @param say hears each warning, a sentence
   */
  public MakingWarnings(Module model, Dataset train, Consumer<String> say) {
    this.model = model;
    this.train = train;
    this.say = say;
  }

  /**
   * How much examples of a model differ, beside real ones; of a model that is told classes, those
   * of one class.
   */
  public static Variety variety(Generative model, Dataset data) {
    Wish wish = Wish.of(Math.max(COMPARED, 2 * model.classes()));
    Tensor made = model.generate(wish, Seed.of(0).at("variety"));
    Batch real = data.spread(wish.count());
    return model
        .asked(wish)
        .map(asked -> Variety.withinClasses(made, asked, real.x(), real.y()))
        .orElseGet(() -> Variety.of(made, real.x()));
  }

  @Override
  public void resumed(List<EpochReport> history) {
    history.forEach(this::grown);
  }

  @Override
  public void epochDone(EpochReport report) {
    switch (model) {
      case AdversarialNetworks networks -> {
        tell("collapsed", variety(networks, train).collapse());
        tell("won", won(networks, report));
      }
      case VariationalAutoencoder vae -> {
        grown(report);
        tell("silent", silent(vae));
      }
      default -> grown(report);
    }
  }

  /** Again if it was over in between. */
  private void tell(String of, Optional<String> text) {
    if (text.isEmpty()) {
      said.remove(of);
    } else if (said.add(of)) {
      say.accept(text.get());
    }
  }

  private static Optional<String> won(AdversarialNetworks networks, EpochReport report) {
    double loss = report.train().losses().getOrDefault("critic", Double.NaN);
    return networks.loss() != AdversarialLoss.WASSERSTEIN && loss < HAS_WON
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the critic tells everything that is made from real examples, by a loss of %.2g,"
                    + " and little is left for the generator to learn by; try a smaller learning"
                    + " rate, or the loss wasserstein.",
                loss))
        : Optional.empty();
  }

  /** Bowman et al. 2016, section 3.1: a decoder that does as well without its code ignores it. */
  private Optional<String> silent(VariationalAutoencoder vae) {
    Tensor x = train.spread(COMPARED).x();
    double nats = Autograd.noGrad(() -> vae.encode(x).divergence().mean()).item();
    return nats < SAYS_NOTHING
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the codes say nothing of the examples: they differ from N(0, I) by %.2g nats, so"
                    + " that everything is restored, and made, alike; try a smaller beta, more"
                    + " epochs or a smaller learning rate.",
                nats))
        : Optional.empty();
  }

  /** Of losses that are above 0 and fall, if all goes well. */
  private void grown(EpochReport report) {
    double loss = report.train().losses().firstEntry().getValue();
    tell(
        "grown",
        loss > GROWN * least && least > 0
            ? Optional.of(
                String.format(
                    Locale.ROOT,
                    "the loss has grown from %.3g to %.3g in epoch %d; try a smaller learning rate,"
                        + " or --clip-norm 1.",
                    least,
                    loss,
                    report.epoch()))
            : Optional.empty());
    least = Math.min(least, loss);
  }
}
