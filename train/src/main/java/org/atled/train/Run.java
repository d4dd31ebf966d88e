package org.atled.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.atled.core.error.StateException;
import org.atled.data.DatasetInfo;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.optim.Mover;
import org.atled.nn.optim.Optimizer;

/**
 * What a training run did, and where it stands.
 *
 * @param module what learned
 * @param objective what the model's outputs mean
 * @param optimizers by the names of their phases, in order
 * @param history one report for each epoch that ended
 * @param position where the next step would be
 * @param begun what was found of the epoch that it was stopped in
 * @param course how it was to go
 */
public record Run(
    Module module,
    DatasetInfo info,
    Objective objective,
    SequencedMap<String, Mover> optimizers,
    List<EpochReport> history,
    Ending ending,
    Position position,
    Begun begun,
    Course course) {
  /** How a run came to its end. Whichever it was, {@link Trainer#resume} can go on from there. */
  public enum Ending {
    /** All epochs are over. */
    COMPLETED,
    /**
     * The condition of {@link Trainer#stopWhen} held when an epoch had ended, as that of early
     * stopping does: the weights are those that the last report measured.
     */
    STOPPED,
    /**
     * The condition held in the middle of an epoch: the weights have moved on since the last
     * report, and there is none of that epoch.
     */
    INTERRUPTED
  }

  /**
   * A place in training: all random draws and the order of the data follow from it.
   *
   * @param seed of the run
   * @param step steps taken
   * @param epoch the epoch that the next step belongs to, from 0
   * @param batch the batch in it, from 0
   */
  public record Position(long seed, long step, int epoch, int batch, int batchSize) {
    /** After one more step, in epochs of so many batches. */
    Position next(int batches) {
      return batch + 1 < batches
          ? new Position(seed, step + 1, epoch, batch + 1, batchSize)
          : new Position(seed, step + 1, epoch + 1, 0, batchSize);
    }
  }

  /**
   * What was found so far of an epoch that has not ended: its report is to be that of all its
   * examples, however often it was stopped, since schedules go by its loss.
   *
   * @param losses their sums over the examples by the names of their phases
   * @param examples how many there were
   * @param metrics what meters remember, by the names of their metrics: {@link Metric.Meter#sums}
   * @param seconds that it took
   */
  public record Begun(
      SequencedMap<String, Double> losses,
      long examples,
      SequencedMap<String, double[]> metrics,
      double seconds) {
    public Begun {
      losses = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(losses));
      metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
    }

    /** Of an epoch of which no step was taken. */
    static Begun nothing() {
      return new Begun(new LinkedHashMap<>(), 0, new LinkedHashMap<>(), 0);
    }
  }

  public Run {
    optimizers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(optimizers));
    history = List.copyOf(history);
  }

  /**
   * The model, if it goes from one tensor to one.
   *
   * @throws StateException if it does not; then {@link #module} is it
   */
  public Layer model() {
    return Mismatch.layer(module);
  }

  /**
   * The only optimizer.
   *
   * @throws StateException if there are several, or it goes by no rule but is that of {@link
   *     org.atled.nn.optim.Lbfgs}
   */
  public Optimizer optimizer() {
    if (optimizers.size() != 1) {
      throw new StateException(
          "There is not one optimizer but those of %s; take them from optimizers()."
              .formatted(optimizers.keySet()));
    }
    if (optimizers.firstEntry().getValue() instanceof Optimizer only) {
      return only;
    }
    throw new StateException(
        "%s goes by no rule; take what it is from optimizers()."
            .formatted(optimizers.firstEntry().getValue().rule()));
  }

  /** Whether it was stopped in the middle of an epoch. */
  public boolean interrupted() {
    return ending == Ending.INTERRUPTED;
  }

  /**
   * The report of the last whole epoch.
   *
   * @throws StateException if there is none
   */
  public EpochReport last() {
    if (history.isEmpty()) {
      throw new StateException("The run was stopped before its first epoch ended.");
    }
    return history.getLast();
  }

  /** What the epochs took; of a run that was resumed, those before the stop as well. */
  public double seconds() {
    return history.stream().mapToDouble(EpochReport::seconds).sum();
  }

  public double examplesPerSecond() {
    long examples = history.stream().mapToLong(EpochReport::examples).sum();
    return seconds() > 0 ? examples / seconds() : 0;
  }
}
