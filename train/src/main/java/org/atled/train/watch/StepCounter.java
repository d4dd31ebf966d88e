package org.atled.train.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Schedule;
import org.atled.train.EpochReport;
import org.atled.train.Trainer;

/** Follows a run as a listener hears of it: which step it is, and what that step alone gave. */
final class StepCounter {
  private final Trainer trainer;
  private final List<Double> history = new ArrayList<>();
  private int epoch;
  private long batches;
  private long seen;

  /** Examples of the epoch that were seen before the run was resumed, with unknown losses. */
  private long before;

  private SequencedMap<String, Double> sums = new LinkedHashMap<>();

  StepCounter(Trainer trainer) {
    this.trainer = trainer;
  }

  /**
   * A step.
   *
   * @param number over the whole run, from 1
   * @param losses of its batch by phase; none where a run is resumed within an epoch, for one step
   */
  record Taken(long number, int epoch, SequencedMap<String, Double> losses) {}

  void runStarted() {
    resumed(List.of(), 0);
  }

  void resumed(List<EpochReport> ended, long examples) {
    history.clear();
    ended.forEach(this::epochDone);
    before = examples;
  }

  void epochStarted(int number, long examples) {
    epoch = number;
    batches = (examples + trainer.batchSize() - 1) / trainer.batchSize();
    seen = before;
    before = 0;
    sums = new LinkedHashMap<>();
  }

  /** What a listener is told are means over the epoch so far; the batch's are between two. */
  Taken step(long examples, EpochReport.Measured soFar) {
    SequencedMap<String, Double> now = new LinkedHashMap<>();
    SequencedMap<String, Double> losses = new LinkedHashMap<>();
    soFar
        .losses()
        .forEach((name, mean) -> {
          double sum = mean * examples;
          now.put(name, sum);
          if (seen == 0 || sums.containsKey(name)) {
            losses.put(name, (sum - sums.getOrDefault(name, 0.0)) / (examples - seen));
          }
        });
    sums = now;
    seen = examples;
    long inEpoch = (examples + trainer.batchSize() - 1) / trainer.batchSize();
    return new Taken((epoch - 1) * batches + inEpoch, epoch, losses);
  }

  void epochDone(EpochReport report) {
    history.add(sum(report.test().orElse(report.train())));
  }

  /** Of several phases all together. */
  static double sum(EpochReport.Measured measured) {
    return measured.losses().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Steps when an epoch has ended. */
  long steps(int epochs) {
    return epochs * batches;
  }

  /** The first phase's learning rate in a step; none of a rule that has none. */
  OptionalDouble learningRate(long step) {
    Double rate =
        trainer.phases().getFirst().rule() instanceof Rule rule
            ? rule.hyperparameters().get("lr")
            : null;
    if (rate == null) {
      return OptionalDouble.empty();
    }
    Schedule.Moment moment =
        new Schedule.Moment(
            step - 1.0, (double) trainer.epochs() * batches, batches, List.copyOf(history));
    return OptionalDouble.of(rate * trainer.schedule().factor(moment));
  }
}
