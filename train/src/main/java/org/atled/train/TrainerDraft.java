package org.atled.train;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Module;
import org.atled.nn.optim.Schedule;

/** A {@link Trainer} of which something is changed. */
final class TrainerDraft {
  final Module module;
  final List<Phase> phases;
  Schedule schedule;
  int epochs;
  int batchSize;
  List<Metric> metrics;
  Seed seed;
  List<TrainingListener> listeners;
  BooleanSupplier stop;
  Optional<Checkpoints> checkpoints;
  Optional<Integer> tile;
  JsonObject notes;

  TrainerDraft(Trainer trainer) {
    module = trainer.module();
    phases = trainer.phases();
    schedule = trainer.schedule();
    epochs = trainer.epochs();
    batchSize = trainer.batchSize();
    metrics = trainer.metrics();
    seed = trainer.seed();
    listeners = trainer.listeners();
    stop = trainer.stop();
    checkpoints = trainer.checkpoints();
    tile = trainer.tile();
    notes = trainer.notes();
  }

  Trainer trainer() {
    return new Trainer(
        module,
        phases,
        schedule,
        epochs,
        batchSize,
        metrics,
        seed,
        listeners,
        stop,
        checkpoints,
        tile,
        notes);
  }
}
