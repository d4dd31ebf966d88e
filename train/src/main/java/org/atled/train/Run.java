package org.atled.train;

import java.util.List;
import org.atled.core.error.StateException;
import org.atled.data.DatasetInfo;
import org.atled.nn.Module;
import org.atled.nn.optim.Optimizer;

/**
 * What a training run did, and where it stands.
 *
 * @param history one report an epoch
 * @param interrupted whether it was stopped before its last epoch ended
 * @param position where the next step would be
 */
public record Run(
    Module model,
    DatasetInfo info,
    Optimizer optimizer,
    List<EpochReport> history,
    boolean interrupted,
    Position position) {
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

  public Run {
    history = List.copyOf(history);
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
