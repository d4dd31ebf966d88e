package org.atled.train;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.data.DatasetInfo;
import org.atled.data.Scale;
import org.atled.data.Task;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * What is written of a model beside its layers: what it learned from, and what its outputs mean.
 *
 * @param info of the data set
 */
record About(DatasetInfo info, Objective objective) {
  private static final String RANGE = "range";
  private static final String RAW = "raw";

  JsonObject.Builder json() {
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
    JsonObject.Builder scale = JsonObject.builder().put("unit", info.scale().unit());
    if (info.scale().isMeasured()) {
      scale.put(RANGE, JsonArray.of(info.scale().least(), info.scale().greatest()));
    }
    return JsonObject.builder()
        .put("dataset", info.name())
        .put("input", JsonArray.of(info.input().toArray()))
        .put("scale", scale.build())
        .put("task", task)
        .put("outputs", outputs());
  }

  private JsonObject outputs() {
    JsonObject.Builder json = JsonObject.builder().put("type", type(objective));
    if (objective instanceof Objective.Raw(Shape shape)) {
      json.put("shape", JsonArray.of(shape.toArray()));
    }
    return json.build();
  }

  private static String type(Objective objective) {
    return switch (objective) {
      case Objective.Logit _ -> "logit";
      case Objective.Logits _ -> "logits";
      case Objective.Numbers _ -> "numbers";
      case Objective.Chances _ -> "chances";
      case Objective.Raw _ -> RAW;
    };
  }

  /**
   * Reads what was written.
   *
   * @throws org.atled.core.error.FormatException if it is damaged, or was never there
   */
  static About read(JsonPlace json) {
    if (!json.has("task")) {
      throw json.error(
          "does not say what the model was trained for: it was saved by ModelFolder.save, which"
              + " keeps the network alone; save it with SavedModel.save, or load it with"
              + " ModelFolder.load.");
    }
    JsonPlace task = json.object("task");
    Task meaning =
        switch (task.string("type")) {
          case "classification" -> new Task.Classification(task.strings("classes"));
          case "regression" -> new Task.Regression(task.intValue("outputs"));
          default -> throw task.error("the task is neither classification nor regression");
        };
    Shape input = Shape.of(json.longs("input"));
    DatasetInfo info =
        new DatasetInfo(json.string("dataset"), input, meaning, scale(json.object("scale")));
    return new About(info, objective(json.object("outputs"), meaning));
  }

  private static Scale scale(JsonPlace json) {
    int unit = json.intValue("unit");
    if (unit < 1) {
      throw json.get("unit").error("must be at least 1.");
    }
    Optional<JsonPlace> range = json.find(RANGE);
    if (range.isEmpty()) {
      return new Scale(unit, Scale.unknown().least(), Scale.unknown().greatest());
    }
    double[] ends = json.doubles(RANGE);
    if (ends.length != 2 || !(ends[0] <= ends[1])) {
      throw range.get().error("must be the least and the greatest input.");
    }
    return new Scale(unit, ends[0], ends[1]);
  }

  private static Objective objective(JsonPlace json, Task task) {
    String type = json.string("type");
    if (type.equals(RAW)) {
      return new Objective.Raw(Shape.of(json.longs("shape")));
    }
    List<Objective> possible =
        switch (task) {
          case Task.Classification(List<String> classes) when classes.size() == 2 ->
              List.of(new Objective.Logit(classes), new Objective.Logits(classes));
          case Task.Classification(List<String> classes) -> List.of(new Objective.Logits(classes));
          case Task.Regression(int outputs) ->
              List.of(new Objective.Numbers(outputs), new Objective.Chances(outputs));
        };
    return possible.stream()
        .filter(objective -> type(objective).equals(type))
        .findFirst()
        .orElseThrow(() -> json.get("type").error("does not go with the model's task."));
  }
}
