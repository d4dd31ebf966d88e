package org.atled.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.formats.json.JsonObject;
import org.atled.nn.optim.Method;
import org.atled.nn.optim.Rule;

/**
 * Which learning rate to begin with: a short training whose rate rises from step to step, Smith
 * 2017, section 3.3. The weights are as before in the end.
 *
 * @param rates tried, rising
 * @param losses at these rates, smoothed
 */
public record RateSearch(List<Double> rates, List<Double> losses) {
  private static final double MEMORY = 0.9;

  /** Times the least loss: then the rate is far too great. */
  private static final double TOO_MUCH = 4;

  public RateSearch {
    rates = List.copyOf(rates);
    losses = List.copyOf(losses);
  }

  /** 200 rates from 1e-6 to 10. */
  public static RateSearch of(Trainer trainer, Dataset train) {
    return of(trainer, train, 1e-6, 10, 200);
  }

  /**
   * Tries rates, each with one step.
   *
   * @param trainer of one phase; its schedule, epochs and listeners do not matter
   * @param least the first rate, above 0
   * @param greatest the last one, unless the loss has become far too great before
   * @param steps at least 10
   * @throws NonFiniteLossException if the first loss already is not finite
   */
  public static RateSearch of(
      Trainer trainer, Dataset train, double least, double greatest, int steps) {
    if (!(least > 0 && greatest > least && greatest < Double.POSITIVE_INFINITY) || steps < 10) {
      throw new ArgumentException(
          "RateSearch: the rates must be above 0, rising and finite, with at least 10 steps, not from %s to %s in %d."
              .formatted(least, greatest, steps));
    }
    Method method = trainer.phases().getFirst().rule();
    if (!(method instanceof Rule rule)) {
      throw new ArgumentException(
          "RateSearch: %s searches the length of each step by itself; there is no rate to find."
              .formatted(method));
    }
    double usual = rule.hyperparameters().getOrDefault("lr", Double.NaN);
    if (usual == 0) {
      throw new ArgumentException(
          "RateSearch: the rule's learning rate is 0, of which no rate is a multiple; give it one"
              + " above 0.");
    }
    trainer.module().initializePending(trainer.seed().at("weights"));
    Map<String, Tensor> before = trainer.module().state().snapshot();
    Heard heard = new Heard(steps);
    double growth = StrictMath.log(greatest / least) / (steps - 1);
    int batches = Math.max(1, Math.ceilDiv(train.size(), trainer.batchSize()));
    List<Double> rates = new ArrayList<>();
    try {
      new Trainer(
              trainer.module(),
              trainer.phases(),
              at -> {
                double rate = least * StrictMath.exp(growth * Math.min(at.time(), steps - 1));
                rates.add(rate);
                return rate / usual;
              },
              (steps + batches - 1) / batches,
              trainer.batchSize(),
              List.of(),
              trainer.seed(),
              List.of(heard),
              heard::isOver,
              Optional.empty(),
              trainer.tile(),
              JsonObject.builder().build())
          .fit(train);
    } catch (NonFiniteLossException e) {
      if (heard.losses.isEmpty()) {
        throw e; // at the least rate already
      }
    } finally {
      trainer.module().state().restore(before);
    }
    return new RateSearch(rates.subList(0, heard.losses.size()), heard.losses);
  }

  /** What each step's loss was, of means over an epoch so far. */
  private static final class Heard implements TrainingListener {
    private final int steps;
    private final List<Double> losses = new ArrayList<>();
    private double smooth;
    private double total;
    private long examples;

    Heard(int steps) {
      this.steps = steps;
    }

    @Override
    public void epochStarted(int epoch, int epochs, long count) {
      total = 0;
      examples = 0;
    }

    @Override
    public void stepDone(long seen, EpochReport.Measured soFar) {
      double sum = soFar.loss() * seen;
      double loss = (sum - total) / (seen - examples);
      total = sum;
      examples = seen;
      smooth = MEMORY * smooth + (1 - MEMORY) * loss;
      losses.add(smooth / (1 - StrictMath.pow(MEMORY, losses.size() + 1)));
    }

    boolean isOver() {
      double least = losses.stream().mapToDouble(Double::doubleValue).min().orElse(0);
      return losses.size() >= steps
          || (losses.size() > steps / 10 && losses.getLast() > TOO_MUCH * Math.abs(least));
    }
  }

  /** A tenth of the rate at which the loss was least: there it falls fast and surely. */
  public double proposal() {
    int best = 0;
    for (int i = 1; i < losses.size(); i++) {
      best = losses.get(i) < losses.get(best) ? i : best;
    }
    return rates.get(best) / 10;
  }
}
