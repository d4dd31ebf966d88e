package org.atled.train.watch;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.train.EpochReport;
import org.atled.train.Phase;
import org.atled.train.Supervised;
import org.atled.train.Trainer;
import org.atled.train.TrainingListener;

/**
 * Says in plain words when a run does not go as it should, and what to do, each thing once: targets
 * that do not vary, inputs on wildly different scales, rows that are learned from and measured on;
 * a loss that has grown a thousandfold; weights that hardly move or jump; dead ReLUs, saturated
 * sigmoids, gradients that vanish or explode; a loss in validation that turns. It changes no bit of
 * the run. The network is looked into by one batch, after one epoch, two, four and so on.
 */
public final class TrainingWarnings implements TrainingListener {
  private static final double GROWN = 1000;

  /** How far a weight moves in a step, beside itself: a thousandth is usual. */
  private static final double LARGE_UPDATE = 0.5;

  private static final double SMALL_UPDATE = 1e-7;

  /** At most, and at least of batches that are smaller. */
  private static final int PROBE = 128;

  private static final int USUALLY = 32;

  /** Of fewer examples nothing follows. */
  private static final int FEWEST = 16;

  /** Epochs without a better loss, and how much worse it then is. */
  private static final int PATIENCE = 5;

  private static final double TURNED = 1.5;

  private final Trainer trainer;
  private final Dataset train;
  private final Optional<Dataset> validation;
  private final Consumer<String> say;
  private final StepCounter counter;
  private final Set<String> said = new HashSet<>();
  private Optional<Double> first = Optional.empty();
  private Map<Parameter, Tensor> before = new LinkedHashMap<>();
  private double least = Double.POSITIVE_INFINITY;
  private int leastEpoch;
  private boolean hasLooked;
  private boolean hasBegun;

  /**
   * Warns of nothing before an epoch begins.
   *
   * @param trainer the one that this listens to
   * @param train what it learns from
   * @param say hears each warning, a sentence
   */
  public TrainingWarnings(
      Trainer trainer, Dataset train, Optional<Dataset> validation, Consumer<String> say) {
    this.trainer = trainer;
    this.train = train;
    this.validation = validation;
    this.say = say;
    this.counter = new StepCounter(trainer);
  }

  /** The same without a look at all the data, which takes long where files are decoded. */
  public TrainingWarnings withoutData() {
    hasLooked = true;
    return this;
  }

  /**
   * No more examples than a step holds in memory at once, or a few where nobody cuts batches into
   * parts to spare it.
   */
  private int probed() {
    int most = Math.clamp(trainer.batchSize(), USUALLY, PROBE);
    for (Phase phase : trainer.phases()) {
      if (phase.step() instanceof Supervised step && step.parts() > 1) {
        most = Math.min(most, trainer.batchSize() / step.parts());
      }
    }
    return most;
  }

  private void once(String of, String text) {
    if (said.add(of)) {
      say.accept(text);
    }
  }

  @Override
  public void runStarted() {
    counter.runStarted();
  }

  @Override
  public void resumed(List<EpochReport> history, long seen) {
    counter.resumed(history, seen);
    history.forEach(this::turned);
  }

  @Override
  public void epochStarted(int epoch, int epochs, long examples) {
    counter.epochStarted(epoch, examples);
    if (!hasLooked) {
      hasLooked = true;
      DataWarnings.of(train, validation).forEach(text -> once(text, text));
    }
    // After one epoch, two, four and so on: the look costs as much as some steps.
    if (hasBegun && Integer.bitCount(epoch - 1) == 1 && probed() >= FEWEST) {
      NetworkProbe.of(trainer.phases(), train.spread(probed())).forEach(this::once);
    }
    hasBegun = true;
    before = new LinkedHashMap<>();
    // The first steps of all are far, and the last ones of a schedule short.
    if (epoch == 2) {
      for (Parameter parameter : trainer.module().parameters()) {
        if (!parameter.isFrozen() && parameter.type().shape().rank() > 1) {
          before.put(parameter, parameter.value().detach().copy());
        }
      }
    }
  }

  @Override
  public void stepDone(long examples, EpochReport.Measured soFar) {
    StepCounter.Taken step = counter.step(examples, soFar);
    if (step.losses().isEmpty()) {
      return;
    }
    double loss = step.losses().values().stream().mapToDouble(Math::abs).sum();
    double begun = first.orElse(loss);
    first = Optional.of(begun);
    if (loss > GROWN * begun) {
      once(
          "grown",
          String.format(
              Locale.ROOT,
              "the loss has grown a thousandfold, from %.3g to %.3g in step %d; try a smaller"
                  + " learning rate, or --clip-norm 1.",
              begun,
              loss,
              step.number()));
    }
    before.forEach(this::moved);
    before = new LinkedHashMap<>();
  }

  private void moved(Parameter parameter, Tensor earlier) {
    double weight = DataWarnings.rms(earlier);
    double way = DataWarnings.rms(parameter.value().detach().sub(earlier));
    if (weight == 0) {
      return;
    }
    double share = way / weight;
    if (share > LARGE_UPDATE) {
      once(
          "large",
          String.format(
              Locale.ROOT,
              "a step moves %s by %.2g of itself, where a thousandth is usual; try a smaller"
                  + " learning rate.",
              parameter.name(),
              share));
    } else if (share < SMALL_UPDATE) {
      once(
          "small",
          String.format(
              Locale.ROOT,
              "a step moves %s by only %.1e of itself, where a thousandth is usual; try a larger"
                  + " learning rate, and see whether its layer gets a gradient.",
              parameter.name(),
              share));
    }
  }

  @Override
  public void epochDone(EpochReport report) {
    counter.epochDone(report);
    turned(report);
  }

  private void turned(EpochReport report) {
    if (report.test().isEmpty()) {
      return;
    }
    double loss = StepCounter.sum(report.test().get());
    if (loss < least) {
      least = loss;
      leastEpoch = report.epoch();
    } else if (report.epoch() >= leastEpoch + PATIENCE && loss > TURNED * least) {
      once(
          "turned",
          String.format(
              Locale.ROOT,
              "the loss in validation has turned: %.4g in epoch %d was the best, %.4g is it now;"
                  + " the network learns its examples by heart. Stop at the best epoch, or add"
                  + " dropout, weight decay or data.",
              least,
              leastEpoch,
              loss));
    }
  }
}
