package org.atled.cli;

import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Split;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.BatchNorm;
import org.atled.train.Averaging;
import org.atled.train.EarlyStopping;
import org.atled.train.EpochReport;
import org.atled.train.Evaluation;
import org.atled.train.Run;
import org.atled.train.Trainer;

/**
 * Which weights a run ends with.
 *
 * @param early gives those of the best epoch
 * @param mean gives their mean
 * @param isRecomputed whether batch norm sees the data again
 */
record Ending(Optional<EarlyStopping> early, Optional<Averaging> mean, boolean isRecomputed) {
  private static final String IN_THE_END = "weights: ";

  /**
   * What is saved where that is not what the last epoch left.
   *
   * @param line for people
   * @param report of these weights
   */
  record Weights(String line, EpochReport report) {}

  /** A trainer that listens to this. */
  Trainer on(Trainer trainer) {
    Trainer listening = early.isPresent() ? trainer.listener(early.get()) : trainer;
    return mean.isPresent() ? listening.listener(mean.get()) : listening;
  }

  /** Whether there is nothing more to wait for. */
  boolean isOver() {
    return early.filter(EarlyStopping::getAsBoolean).isPresent();
  }

  /** Gives the network its weights; what they are, if they are not the last. */
  Optional<Weights> give(Run run, Trainer trainer, Split split) {
    if (run.history().isEmpty()) {
      return Optional.empty();
    }
    if (early.isPresent()) {
      return Optional.of(best(run, early.get()));
    }
    return mean.filter(average -> average.updates() > 0)
        .map(average -> averaged(run, average, trainer, split));
  }

  private static Weights best(Run run, EarlyStopping stopping) {
    stopping.restore();
    int epoch = stopping.bestEpoch();
    String line =
        "%sthose of epoch %d, the best of %d".formatted(IN_THE_END, epoch, run.history().size());
    EpochReport report =
        run.history().stream().filter(each -> each.epoch() == epoch).findFirst().orElseThrow();
    return new Weights(
        stopping.getAsBoolean() ? line + "; none after it was better" : line, report);
  }

  private Weights averaged(Run run, Averaging average, Trainer trainer, Split split) {
    average.copyInto();
    if (isRecomputed) {
      recompute(run, split);
    }
    EpochReport last = run.last();
    EpochReport report =
        split.test().size() == 0
            ? last
            : new EpochReport(
                last.epoch(),
                last.train(),
                Optional.of(measured(trainer, split)),
                last.seconds(),
                last.examples());
    String line =
        "%sthe mean over %s %s; the test numbers are theirs"
            .formatted(
                IN_THE_END, Text.grouped(average.updates()), isRecomputed ? "epochs" : "steps");
    return new Weights(line, report);
  }

  private static EpochReport.Measured measured(Trainer trainer, Split split) {
    return Evaluation.of(
        trainer.phases().getFirst().step(),
        trainer.module(),
        trainer.metrics(),
        split.test(),
        trainer.batchSize());
  }

  private static void recompute(Run run, Split split) {
    Layer model = run.model();
    if (model.modules().stream().noneMatch(BatchNorm.class::isInstance)) {
      return;
    }
    BatchNorm.recompute(
        model,
        () -> {
          int size = run.position().batchSize();
          for (Batch batch : DataLoader.of(split.train(), size).epoch(0)) {
            model.apply(batch.x(), Mode.training(Seed.of(0), Slot.of(0L), batch.index()));
          }
        });
  }
}
