package org.atled.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.TensorType;
import org.atled.data.Batch;
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
  private static final String MEAN = "mean";
  private static final String RAW = "raw";
  private static final String OWN = "own";
  private static final String TENSORS = "tensors";

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
          case Task.Own() -> JsonObject.builder().put("type", OWN).build();
        };
    JsonObject.Builder scale = JsonObject.builder().put("unit", info.scale().unit());
    if (info.scale().isMeasured()) {
      scale.put(RANGE, JsonArray.of(info.scale().least(), info.scale().greatest()));
    }
    if (Double.isFinite(info.scale().mean())) {
      scale.put(MEAN, info.scale().mean());
    }
    JsonObject.Builder json = JsonObject.builder().put("dataset", info.name());
    if (isUsual()) {
      json.put("input", JsonArray.of(info.input().toArray()));
    } else {
      json.put(TENSORS, tensors());
    }
    return json.put("scale", scale.build()).put("task", task).put("outputs", outputs());
  }

  /** Whether the task and the shape of the inputs say what tensors there are. */
  private boolean isUsual() {
    return info.tensors().containsKey(Batch.X)
        && info.equals(new DatasetInfo(info.name(), info.input(), info.task(), info.scale()));
  }

  private JsonObject tensors() {
    JsonObject.Builder json = JsonObject.builder();
    info.tensors()
        .forEach((name, type) ->
            json.put(
                name,
                JsonObject.builder()
                    .put("dtype", type.dtype().toString())
                    .put("shape", JsonArray.of(type.shape().toArray()))
                    .build()));
    return json.build();
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
      case Objective.Own() -> OWN;
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
          case OWN -> new Task.Own();
          default -> throw task.error("the task is neither classification nor regression");
        };
    String name = json.string("dataset");
    Scale scale = scale(json.object("scale"));
    DatasetInfo info =
        json.has(TENSORS)
            ? new DatasetInfo(name, tensors(json.object(TENSORS)), meaning, scale)
            : new DatasetInfo(name, Shape.of(json.longs("input")), meaning, scale);
    return new About(info, objective(json.object("outputs"), meaning));
  }

  private static SequencedMap<String, TensorType> tensors(JsonPlace json) {
    SequencedMap<String, TensorType> types = new LinkedHashMap<>();
    for (String name : json.keys()) {
      JsonPlace type = json.object(name);
      DType dtype =
          Arrays.stream(DType.values())
              .filter(each -> each.toString().equals(type.string("dtype")))
              .findFirst()
              .orElseThrow(() -> type.get("dtype").error("is no type of elements."));
      types.put(name, new TensorType(dtype, Shape.of(type.longs("shape"))));
    }
    return types;
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
    double mean = json.has(MEAN) ? json.doubleValue(MEAN) : Double.NaN;
    return new Scale(unit, ends[0], ends[1], mean);
  }

  private static Objective objective(JsonPlace json, Task task) {
    String type = json.string("type");
    if (type.equals(RAW)) {
      return new Objective.Raw(Shape.of(json.longs("shape")));
    }
    if (type.equals(OWN)) {
      return new Objective.Own();
    }
    List<Objective> possible =
        switch (task) {
          case Task.Classification(List<String> classes) when classes.size() == 2 ->
              List.of(new Objective.Logit(classes), new Objective.Logits(classes));
          case Task.Classification(List<String> classes) -> List.of(new Objective.Logits(classes));
          case Task.Regression(int outputs) ->
              List.of(new Objective.Numbers(outputs), new Objective.Chances(outputs));
          case Task.Own() -> List.of();
        };
    return possible.stream()
        .filter(objective -> type(objective).equals(type))
        .findFirst()
        .orElseThrow(() -> json.get("type").error("does not go with the model's task."));
  }
}
