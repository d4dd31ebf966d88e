package org.atled.cli;

import java.nio.file.Path;
import org.atled.core.error.StateException;
import org.atled.generative.Autoencoder;
import org.atled.generative.Blueprints;
import org.atled.generative.Generative;
import org.atled.train.SavedModel;

/** Loads saved models of every kind that the command makes. */
final class Models {
  private Models() {}

  /** Any. */
  static SavedModel load(Path folder) {
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

  /** Whether it makes examples, out of noise or of others. */
  static boolean makes(SavedModel saved) {
    return saved.module() instanceof Generative || saved.module() instanceof Autoencoder;
  }
}
