package org.atled.cli;

import java.util.List;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonBool;
import org.atled.formats.json.JsonObject;

/**
 * The JSON schema of a run's file, by which editors complete and check it ("JSON Schema: A Media
 * Type for Describing JSON Documents", draft 2020-12). It follows from the options.
 */
final class RunSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final JsonBool NO = new JsonBool(false);

  private RunSchema() {}

  static JsonObject of(SettingTable table) {
    JsonObject.Builder properties = JsonObject.builder();
    JsonObject.Builder swept =
        JsonObject.builder()
            .put("random", number("How many runs are drawn, in place of all combinations.", 1))
            .put("random-seed", number("Decides what is drawn (default: 0).", 0));
    for (Setting setting : table.all().values()) {
      properties.put(setting.key(), setting(setting));
      if (!setting.key().equals(SettingTable.OUT)) {
        swept.put(setting.key(), swept(setting));
      }
    }
    properties
        .put(
            RunFile.SWEEP,
            object(swept.build())
                .put("description", "Several runs, and what they differ in.")
                .put("additionalProperties", NO)
                .build())
        .put(
            RunFile.MADE,
            JsonObject.builder()
                .put("type", "object")
                .put("description", "How a run was made, which is written and not read.")
                .build());
    return JsonObject.builder()
        .put("$schema", DRAFT)
        .put("title", "A run of atled train")
        .put("type", "object")
        .put("properties", properties.build())
        .put("additionalProperties", NO)
        .build();
  }

  private static JsonObject setting(Setting setting) {
    JsonObject.Builder json = JsonObject.builder().put("description", setting.description());
    return setting.isSeveral()
        ? json.put("anyOf", new JsonArray(List.of(one(setting), list(one(setting))))).build()
        : typed(json, setting).build();
  }

  private static JsonObject one(Setting setting) {
    return typed(JsonObject.builder(), setting).build();
  }

  /** What is text to an option may look like a number or a truth in a file. */
  private static JsonObject.Builder typed(JsonObject.Builder json, Setting setting) {
    List<String> choices = setting.choices();
    if (!choices.isEmpty()) {
      return json.put("enum", JsonArray.ofStrings(choices));
    }
    return setting.kind() == Setting.Kind.TEXT
        ? json.put("type", JsonArray.ofStrings(List.of("string", "number", "boolean")))
        : json.put("type", setting.kind().schema());
  }

  private static JsonObject swept(Setting setting) {
    JsonObject list =
        JsonObject.builder().put("type", "array").put("items", setting(setting)).build();
    boolean counts = setting.kind() == Setting.Kind.NUMBER || setting.kind() == Setting.Kind.WHOLE;
    return counts
        ? JsonObject.builder()
            .put("anyOf", new JsonArray(List.of(list, range(setting.kind()))))
            .build()
        : list;
  }

  private static Json range(Setting.Kind kind) {
    JsonObject end = JsonObject.builder().put("type", kind.schema()).build();
    JsonObject properties =
        JsonObject.builder()
            .put("from", end)
            .put("to", end)
            .put("steps", number("How many of a grid, both ends included.", 1))
            .put("log", JsonObject.builder().put("type", "boolean").build())
            .build();
    return object(properties)
        .put("required", JsonArray.ofStrings(List.of("from", "to")))
        .put("additionalProperties", NO)
        .build();
  }

  private static JsonObject list(Json items) {
    return JsonObject.builder().put("type", "array").put("items", items).build();
  }

  private static JsonObject.Builder object(JsonObject properties) {
    return JsonObject.builder().put("type", "object").put("properties", properties);
  }

  private static JsonObject number(String description, long least) {
    return JsonObject.builder()
        .put("description", description)
        .put("type", "integer")
        .put("minimum", least)
        .build();
  }
}
