package org.atled.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.data.DataLoader;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.file.CellFile;

/**
 * What resuming needs besides the model: {@code optimizer.safetensors} (buffers, step counts,
 * hyperparameters) and {@code training.json} (seed, step, and position in the data).
 *
 * @param rule the optimizer's rule with its hyperparameters, as text
 * @param optimizer the optimizer's numbers by name
 */
record TrainingState(Run.Position position, String rule, Map<String, Tensor> optimizer) {
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String TRAINING = "training.json";

  static void write(Path folder, Run run) throws IOException {
    CellFile.write(folder.resolve(OPTIMIZER), run.optimizer().state());
    Run.Position position = run.position();
    JsonObject training =
        JsonObject.builder()
            .put("seed", position.seed())
            .put("step", position.step())
            .put("epoch", position.epoch())
            .put("batch", position.batch())
            .put("batch_size", position.batchSize())
            .put("rule", run.optimizer().rule().toString())
            .build();
    Files.writeString(folder.resolve(TRAINING), training.pretty() + "\n");
  }

  /**
   * Reads what was written.
   *
   * @throws org.atled.core.error.FormatException if a file is damaged
   */
  static TrainingState read(Path folder) {
    Path file = folder.resolve(TRAINING);
    JsonPlace json;
    try {
      json = JsonPlace.parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new AtledException(
          "Cannot read " + file + ", which resuming needs; was the model saved by a run? " + e, e);
    }
    Run.Position position =
        new Run.Position(
            json.longValue("seed"),
            json.longValue("step"),
            json.intValue("epoch"),
            json.intValue("batch"),
            json.intValue("batch_size"));
    if (position.step() < 0 || position.epoch() < 0 || position.batch() < 0) {
      throw json.error("has a negative step, epoch or batch.");
    }
    return new TrainingState(
        position, json.string("rule"), CellFile.read(folder.resolve(OPTIMIZER)));
  }

  /**
   * Refuses a trainer that would go on otherwise than the run began.
   *
   * @throws StateException if its seed, batch size or rule differ, its epochs are over, or the data
   *     have no such batch
   */
  void check(Trainer trainer, DataLoader data) {
    require("seed", position.seed(), trainer.seed().value());
    require("batch size", position.batchSize(), trainer.batchSize());
    require("optimizer", rule, trainer.rule().toString());
    if (position.batch() >= data.batches()) {
      throw new StateException(
          "The saved run would go on with batch "
              + position.batch()
              + " of an epoch, from 0, but \""
              + data.dataset().info().name()
              + "\" has "
              + data.batches()
              + " batches; give it the data that it began with.");
    }
    if (position.epoch() >= trainer.epochs()) {
      throw new StateException(
          "The saved run has ended epoch "
              + position.epoch()
              + " and the trainer asks for "
              + trainer.epochs()
              + "; ask for more epochs.");
    }
  }

  private static void require(String what, Object saved, Object given) {
    if (!saved.equals(given)) {
      throw new StateException(
          "The saved run has the "
              + what
              + " "
              + saved
              + " but the trainer has "
              + given
              + "; give it the same.");
    }
  }
}
