package org.atled.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.formats.json.JsonObject;

/** What was done to values on the way into a network: counts by the title of a column. */
public final class Notes {
  private final Map<String, Integer> missing = new LinkedHashMap<>();
  private final Map<String, String> filling = new LinkedHashMap<>();
  private final Map<String, Integer> unseen = new LinkedHashMap<>();
  private final Map<String, Integer> unused = new LinkedHashMap<>();
  private final Map<String, Integer> rare = new LinkedHashMap<>();
  private final Map<String, Integer> shares = new LinkedHashMap<>();
  private final Map<String, String> moved = new LinkedHashMap<>();

  void filled(String column, String with) {
    missing.merge(column, 1, Integer::sum);
    filling.putIfAbsent(column, with);
  }

  void unseen(String column) {
    unseen.merge(column, 1, Integer::sum);
  }

  void unused(String name) {
    unused.merge(name, 1, Integer::sum);
  }

  void rare(String column) {
    rare.merge(column, 1, Integer::sum);
  }

  void share(String column) {
    shares.merge(column, 1, Integer::sum);
  }

  void moved(String column, String how) {
    moved.put(column, how);
  }

  /** How many missing values of each column were filled. */
  public Map<String, Integer> missing() {
    return Map.copyOf(missing);
  }

  /** How many texts of each column are none of the categories that the model knows. */
  public Map<String, Integer> unseen() {
    return Map.copyOf(unseen);
  }

  /** How many values of rows from memory have a name that is no column of the model's. */
  public Map<String, Integer> unused() {
    return Map.copyOf(unused);
  }

  /** How many texts of each column were taken for rare ones, known or not. */
  public Map<String, Integer> rare() {
    return Map.copyOf(rare);
  }

  /**
   * How many numbers from memory are at most 1 in columns that were learned in per cent: they are
   * taken so.
   */
  public Map<String, Integer> shares() {
    return Map.copyOf(shares);
  }

  /**
   * Columns of files most of whose numbers lie far from what was learned, and how far. They are
   * taken as they are.
   */
  public Map<String, String> moved() {
    return Map.copyOf(moved);
  }

  /** A line for each column of which there is something to say. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    missing.forEach((name, count) ->
        lines.add("missing in \"" + name + "\": " + count + ", filled with " + filling.get(name)));
    unseen.forEach((name, count) ->
        lines.add("unknown in \"" + name + "\": " + count + ", taken as none of its categories"));
    rare.forEach((name, count) ->
        lines.add("rare in \"" + name + "\": " + count + ", taken as one category together"));
    unused.forEach((name, count) ->
        lines.add("not used: \"" + name + "\": " + count + ", no column that the model takes"));
    shares.forEach((name, count) ->
        lines.add(
            "in per cent: \""
                + name
                + "\": "
                + count
                + ", at most 1; give 12, not 0.12, for what the model learned as 12 %"));
    moved.forEach((name, how) -> lines.add("moved in \"" + name + "\": " + how));
    return lines;
  }

  /**
   * {@code {"missing": {"rooms": 3}, "unseen": {}, "unused": {}, "rare": {}, "shares": {}, "moved":
   * {}}}.
   */
  public JsonObject json() {
    JsonObject.Builder far = JsonObject.builder();
    moved.forEach(far::put);
    return JsonObject.builder()
        .put("missing", counts(missing))
        .put("unseen", counts(unseen))
        .put("unused", counts(unused))
        .put("rare", counts(rare))
        .put("shares", counts(shares))
        .put("moved", far.build())
        .build();
  }

  private static JsonObject counts(Map<String, Integer> counts) {
    JsonObject.Builder json = JsonObject.builder();
    counts.forEach(json::put);
    return json.build();
  }

  /** {@code Notes[missing in "rooms": 3, filled with 5.0]}. */
  @Override
  public String toString() {
    return "Notes[" + String.join("; ", lines()) + "]";
  }
}
