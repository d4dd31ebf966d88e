package org.atled.train;

import java.nio.file.Path;
import java.util.List;
import org.atled.core.error.AtledException;
import org.atled.core.shape.Shape;
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
 * {@link Trainer#resume} needs.
 *
 * @param info the data set it was trained on
 */
public record SavedModel(Module model, DatasetInfo info) {
  /** Writes a run's model and state; an earlier model there is replaced, whole or not at all. */
  public static void save(Path folder, Run run) {
    ModelFolder.save(
        folder, run.model(), about(run.info()), target -> TrainingState.write(target, run));
  }

  /** Loads a model made of Atled's layers. */
  public static SavedModel load(Path folder) {
    return load(folder, Layers.standard());
  }

  /** Loads a model made of known layers. */
  public static SavedModel load(Path folder, Layers layers) {
    ModelFolder.Loaded loaded = ModelFolder.load(folder, layers);
    try {
      return new SavedModel(loaded.model(), info(loaded.about()));
    } catch (AtledException e) {
      throw e.within(loaded.about().source());
    }
  }

  private static DatasetInfo info(JsonPlace about) {
    JsonPlace task = about.object("task");
    Task meaning =
        switch (task.string("type")) {
          case "classification" -> new Task.Classification(task.strings("classes"));
          case "regression" -> new Task.Regression(task.intValue("outputs"));
          default -> throw task.error("the task is neither classification nor regression");
        };
    return new DatasetInfo(about.string("dataset"), Shape.of(about.longs("input")), meaning);
  }

  private static JsonObject about(DatasetInfo info) {
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
        .put("task", task)
        .build();
  }
}
