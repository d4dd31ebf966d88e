package org.atled.formats.json;

import java.util.Arrays;
import java.util.List;

/** Values in order. */
public record JsonArray(List<Json> items) implements Json {
  public JsonArray {
    items = List.copyOf(items);
  }

  public static JsonArray of(Json... items) {
    return new JsonArray(List.of(items));
  }

  public static JsonArray of(long... numbers) {
    return new JsonArray(Arrays.stream(numbers).<Json>mapToObj(JsonNumber::of).toList());
  }

  public static JsonArray of(double... numbers) {
    return new JsonArray(Arrays.stream(numbers).<Json>mapToObj(JsonNumber::of).toList());
  }

  public static JsonArray ofStrings(List<String> texts) {
    return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
  }
}
