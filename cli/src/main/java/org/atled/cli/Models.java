package org.atled.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.atled.core.error.StateException;
import org.atled.generative.Autoencoder;
import org.atled.generative.Blueprints;
import org.atled.generative.Generative;
import org.atled.nn.file.ModelFolder;
import org.atled.train.SavedModel;
import org.atled.train.SavedRun;

/** Loads saved models of every kind that the command makes. */
final class Models {
  private Models() {}

  /** Any. */
  static SavedModel load(Path folder) {
    if (ModelFolder.find(folder).isEmpty() && SavedRun.isIn(folder)) {
      throw new StateException(
          "%s holds no model yet, but checkpoints of a run that did not end; atled train --resume %s goes on with it, and saves one."
              .formatted(folder, folder));
    }
    return SavedModel.load(folder, Blueprints.layers());
  }

  /**
   * One that says something of examples.
   *
   * @throws StateException if it makes examples or forecasts instead
   */
  static SavedModel toAsk(Path folder) {
    SavedModel saved = load(folder);
    if (makes(saved)) {
      throw new StateException(
          "The model in %s, %s, makes examples and says nothing of others; see atled %s."
              .formatted(
                  folder,
                  saved.module(),
                  saved.module() instanceof Generative
                      ? "generate " + folder + " and atled plot " + folder
                      : "plot " + folder));
    }
    return saved;
  }

  /** What people are told of a model that training has gone beyond. */
  static Optional<String> note(Path folder) {
    OptionalLong steps = SavedRun.beyondModel(folder);
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "note: %s also holds checkpoints of a run that did not end, the newest after %s %s; this is the model that was saved before, and atled train --resume %s goes on with the run"
                .formatted(
                    folder,
                    Text.grouped(steps.getAsLong()),
                    steps.getAsLong() == 1 ? "step" : "steps",
                    folder));
  }

  /** Whether it makes examples, out of noise or of others. */
  static boolean makes(SavedModel saved) {
    return saved.module() instanceof Generative || saved.module() instanceof Autoencoder;
  }
}
