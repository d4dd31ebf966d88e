package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/** A {@link Preparation} as it is saved with a model. */
final class PreparationJson {
  // Members that models which were saved before there were any do not have.
  private static final String TRAILING = "trailing";
  private static final String PROFILES = "profiles";
  private static final String MORE = "more_targets";
  private static final String WEIGHT = "weight";

  private PreparationJson() {}

  static JsonObject of(Preparation from) {
    JsonObject.Builder json =
        JsonObject.builder().put("named", from.named()).put("columns", from.columns());
    if (from.trailing() > 0) {
      json.put(TRAILING, from.trailing());
    }
    if (!from.profiles().isEmpty()) {
      json.put(PROFILES, new JsonArray(from.profiles().stream().<Json>map(Profile::json).toList()));
    }
    List<Preparation.TargetColumn> targets = from.targets();
    if (targets.size() > 1) {
      json.put(
          MORE,
          new JsonArray(targets.stream().skip(1).<Json>map(one -> column(one).build()).toList()));
    }
    from.weight().ifPresent(one -> json.put(WEIGHT, column(one).build()));
    JsonObject.Builder learned =
        targets.isEmpty() ? JsonObject.builder() : column(targets.getFirst());
    return json.put("target", learned.put("values", from.target().json()).build())
        .put("inputs", new JsonArray(from.inputs().stream().<Json>map(Input::json).toList()))
        .put("unused", new JsonArray(from.unused().stream().<Json>map(Unused::json).toList()))
        .build();
  }

  private static JsonObject.Builder column(Preparation.TargetColumn column) {
    return JsonObject.builder().put("name", column.name()).put("index", column.index());
  }

  private static Preparation.TargetColumn column(JsonPlace json) {
    return new Preparation.TargetColumn(json.string("name"), json.intValue("index"));
  }

  static Preparation read(JsonPlace json, DatasetInfo info) {
    JsonPlace target = json.object("target");
    int columns = json.intValue("columns");
    List<Preparation.TargetColumn> targets = new ArrayList<>();
    if (target.has("name")) {
      targets.add(column(target));
    }
    if (json.find(MORE).isPresent()) {
      json.list(MORE).forEach(one -> targets.add(column(one)));
    }
    List<Input> inputs = json.list("inputs").stream().map(Input::read).toList();
    Optional<Preparation.TargetColumn> weight =
        json.find(WEIGHT).map(_ -> column(json.object(WEIGHT)));
    boolean placed =
        inputs.stream().allMatch(input -> input.index() < columns)
            && weight.filter(one -> one.index() < 0 || one.index() >= columns).isEmpty()
            && targets.stream().allMatch(one -> one.index() >= 0 && one.index() < columns);
    if (!placed) {
      throw json.error("names a column that is not among its " + columns + " columns.");
    }
    int width = inputs.stream().mapToInt(Input::width).sum();
    if (!Arrays.equals(info.input().toArray(), new long[] {width})) {
      throw json.error(
          "makes examples of ["
              + width
              + "] but the model takes "
              + info.input()
              + "; the description was changed or is damaged.");
    }
    Target meaning = Target.read(target.object("values"), info.task());
    int needed =
        switch (meaning) {
          case Target.Classes _, Target.Numbers _ -> 1;
          case Target.Several _, Target.Labels _ -> ((Task.Regression) info.task()).outputs();
          case Target.Itself _ -> 0;
        };
    if (targets.size() != needed) {
      throw json.error("names " + targets.size() + " targets, but the model has others.");
    }
    return new Preparation(
        json.bool("named"),
        columns,
        json.find(TRAILING).map(_ -> json.intValue(TRAILING)).orElse(0),
        targets,
        meaning,
        inputs,
        json.list("unused").stream().map(Unused::read).toList(),
        profiles(json, inputs),
        weight);
  }

  private static List<Profile> profiles(JsonPlace json, List<Input> inputs) {
    if (json.find(PROFILES).isEmpty()) {
      return List.of();
    }
    List<JsonPlace> places = json.list(PROFILES);
    if (places.size() != inputs.size()) {
      throw json.get(PROFILES)
          .error("are " + places.size() + ", but there are " + inputs.size() + " inputs.");
    }
    List<Profile> profiles = new ArrayList<>();
    for (JsonPlace place : places) {
      profiles.add(Profile.read(place, inputs.get(profiles.size())));
    }
    return profiles;
  }
}
