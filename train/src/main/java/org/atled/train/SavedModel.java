package org.atled.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.data.DatasetInfo;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.layer.Layers;
import org.atled.nn.loss.Loss;
import org.atled.train.doubt.Confidence;

/**
 * A trained model with what its numbers mean. Beside the model's own files the folder holds, of a
 * {@link Run}, what {@link Trainer#resume} needs, and what was measured, for {@link #history}.
 *
 * @param module the trained model
 * @param info the data set it was trained on
 * @param objective what its outputs mean, at the temperature that was fitted, if one was: see
 *     {@link Confidence}
 * @param preparation how examples are made of the data that people have, where that takes more than
 *     their numbers: read by what wrote it
 */
public record SavedModel(
    Module module, DatasetInfo info, Objective objective, Optional<JsonPlace> preparation) {
  private static final String PREPARATION = "preparation";

  /**
   * The model, if it goes from one tensor to one.
   *
   * @throws StateException if it does not; then {@link #module} is it
   */
  public Layer model() {
    return Mismatch.layer(module);
  }

  /**
   * Writes a run's model and state; an earlier model there is replaced, whole or not at all, and
   * its checkpoints go, unless they are this run's.
   */
  public static void save(Path folder, Run run) {
    write(folder, run, about(run).build());
  }

  /** The same with how its examples were made, which {@link #preparation} gives back. */
  public static void save(Path folder, Run run, JsonObject preparation) {
    write(folder, run, about(run).put(PREPARATION, preparation).build());
  }

  /**
   * Writes a model that learned by a loop of one's own; an earlier model there is replaced, whole
   * or not at all. {@link Predictor} takes it as it takes a run's; it cannot be resumed.
   *
   * @param info of the data set that it learned from
   * @param loss by which it learned: it decides what the outputs mean, see {@link Objective}
   * @throws StateException if the network's outputs are not those of the loss and the data's task
   */
  public static void save(Path folder, Layer model, DatasetInfo info, Loss loss) {
    About about;
    try {
      about = new About(info, Objective.of(model, info, loss));
    } catch (StateException e) {
      throw e.within("SavedModel");
    }
    ModelFolder.save(folder, model, about.json().build(), unused -> {});
  }

  /**
   * Writes a model that learned by a loop of one's own and takes and gives any tensors; an earlier
   * model there is replaced, whole or not at all. {@link NamedPredictor} takes it as it takes a
   * run's; it cannot be resumed.
   *
   * @param info of the data set that it learned from, with the tensors that it takes
   */
  public static void save(Path folder, Module module, DatasetInfo info) {
    JsonObject about = new About(info, new Objective.Own()).json().build();
    ModelFolder.save(folder, module, about, unused -> {});
  }

  private static JsonObject.Builder about(Run run) {
    return new About(run.info(), run.objective()).json();
  }

  private static void write(Path folder, Run run, JsonObject about) {
    boolean isOurs =
        run.course().checkpoints().filter(Checkpoints.in(folder).folder()::equals).isPresent();
    ModelFolder.save(
        folder,
        run.module(),
        about,
        isOurs ? Set.of(ModelFolder.CHECKPOINTS) : Set.of(),
        target -> SavedRun.write(target, run));
  }

  /**
   * What the saved run measured, one report an epoch; empty if it ended none, or no run was saved.
   *
   * @throws org.atled.core.error.FormatException if there is no saved model, or its history is
   *     damaged
   */
  public static List<EpochReport> history(Path folder) {
    return HistoryFile.read(ModelFolder.current(folder));
  }

  /** Loads a model made of Atled's layers. */
  public static SavedModel load(Path folder) {
    return load(folder, Layers.standard());
  }

  /**
   * Loads a model made of known layers.
   *
   * @throws org.atled.core.error.FormatException if there is none, or a file is damaged
   * @throws StateException if the network does not go with what is said of it
   */
  public static SavedModel load(Path folder, Layers layers) {
    ModelFolder.Loaded loaded = ModelFolder.load(folder, layers);
    try {
      About about = About.read(loaded.about());
      checkFit(loaded, about);
      Objective objective =
          Confidence.find(loaded.folder(), about.objective())
              .map(found -> found.calibrated(about.objective()))
              .orElse(about.objective());
      return new SavedModel(
          loaded.model(), about.info(), objective, loaded.about().find(PREPARATION));
    } catch (AtledException e) {
      throw e.within(loaded.about().source());
    }
  }

  /** The description says what goes in and what comes out; the network must agree. */
  private static void checkFit(ModelFolder.Loaded loaded, About about) {
    if (about.objective() instanceof Objective.Own) {
      return;
    }
    Shape given = Objective.output(loaded.layer(), about.info().x());
    if (!about.objective().fits(given)) {
      throw new StateException(
          "the network gives "
              + given
              + " for one example, but its task needs "
              + about.objective().outputs()
              + (about.objective().outputs() == 1 ? " output" : " outputs")
              + "; the description was changed or is damaged.");
    }
  }
}
