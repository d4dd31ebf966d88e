package org.atled.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Module;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.layer.Layers;

/**
 * A trained model with what its numbers mean. Beside the model's own files the folder holds what
 * {@link Trainer#resume} needs, and what was measured, for {@link #history}.
 *
 * @param info the data set it was trained on
 * @param preparation how examples are made of the data that people have, where that takes more than
 *     their numbers: read by what wrote it
 */
public record SavedModel(Module model, DatasetInfo info, Optional<JsonPlace> preparation) {
  private static final String PREPARATION = "preparation";

  /** Writes a run's model and state; an earlier model there is replaced, whole or not at all. */
  public static void save(Path folder, Run run) {
    write(folder, run, about(run.info()).build());
  }

  /** The same with how its examples were made, which {@link #preparation} gives back. */
  public static void save(Path folder, Run run, JsonObject preparation) {
    write(folder, run, about(run.info()).put(PREPARATION, preparation).build());
  }

  private static void write(Path folder, Run run, JsonObject about) {
    ModelFolder.save(
        folder,
        run.model(),
        about,
        target -> {
          TrainingState.write(target, run);
          HistoryFile.write(target, run.history());
        });
  }

  /**
   * What the saved run measured, one report an epoch; empty if it ended none, or was saved before
   * Atled kept them.
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

  /** Loads a model made of known layers. */
  public static SavedModel load(Path folder, Layers layers) {
    ModelFolder.Loaded loaded = ModelFolder.load(folder, layers);
    try {
      DatasetInfo info = info(loaded.about());
      checkFit(loaded.model(), info);
      return new SavedModel(loaded.model(), info, loaded.about().find(PREPARATION));
    } catch (AtledException e) {
      throw e.within(loaded.about().source());
    }
  }

  /** The description says what goes in and what comes out; the network must agree. */
  private static void checkFit(Module model, DatasetInfo info) {
    TensorType one = new TensorType(DType.FLOAT32, Shape.of(1).concat(info.input()));
    Shape given = Autograd.noGrad(() -> model.apply(Tensor.full(one, 0))).shape();
    Shape wanted = Shape.of(1, Objective.of(info.task()).outputs());
    if (!given.equals(wanted)) {
      throw new StateException(
          "the network gives "
              + given
              + " for one example, but its task needs "
              + wanted
              + "; the description was changed or is damaged.");
    }
  }

  private static DatasetInfo info(JsonPlace about) {
    if (!about.has("task")) {
      throw about.error(
          "does not say what the model was trained for: it was saved by Module.save, which keeps"
              + " the network alone; save the run with SavedModel.save, or load it with"
              + " Module.load.");
    }
    JsonPlace task = about.object("task");
    Task meaning =
        switch (task.string("type")) {
          case "classification" -> new Task.Classification(task.strings("classes"));
          case "regression" -> new Task.Regression(task.intValue("outputs"));
          default -> throw task.error("the task is neither classification nor regression");
        };
    return new DatasetInfo(about.string("dataset"), Shape.of(about.longs("input")), meaning);
  }

  private static JsonObject.Builder about(DatasetInfo info) {
    JsonObject task =
        switch (info.task()) {
          case Task.Classification(List<String> classes) ->
              JsonObject.builder()
                  .put("type", "classification")
                  .put("classes", JsonArray.ofStrings(classes))
                  .build();
          case Task.Regression(int outputs) ->
              JsonObject.builder().put("type", "regression").put("outputs", outputs).build();
        };
    return JsonObject.builder()
        .put("dataset", info.name())
        .put("input", JsonArray.of(info.input().toArray()))
        .put("task", task);
  }
}
