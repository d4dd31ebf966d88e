package org.atled.tables;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;

/**
 * One object that holds a whole table, in which a program would see one row of very many columns.
 */
final class TurnedJson {
  private static final String AS_ROWS =
      "write a row after the other: df.to_json(path, orient=\"records\")";

  private TurnedJson() {}

  /** What is wrong with the only object of a file, if it is such. */
  static Optional<String> reason(JsonObject object) {
    List<Json> values = object.members().values().stream().toList();
    if (values.size() > 1 && object.members().keySet().containsAll(Set.of("columns", "data"))) {
      return Optional.of(
          "is one object with \"columns\" and \"data\", as pandas writes with orient=\"split\"; "
              + AS_ROWS
              + ".");
    }
    for (String key : object.members().keySet()) {
      if (object.members().get(key) instanceof JsonArray list && holdsRows(list)) {
        return Optional.of(
            "is one object, whose \""
                + Column.shortened(key)
                + "\" holds what may be rows; write that list alone, [{...}, {...}].");
      }
    }
    boolean inner =
        !values.isEmpty() && values.stream().allMatch(value -> value instanceof JsonObject);
    boolean turned =
        inner && (counts(object) || values.stream().allMatch(value -> counts((JsonObject) value)));
    return turned
        ? Optional.of(
            "is one object that numbers its rows, \"0\", \"1\" and so on, as pandas writes with"
                + " to_json(); "
                + AS_ROWS
                + ".")
        : Optional.empty();
  }

  private static boolean holdsRows(JsonArray list) {
    return list.items().size() > 1
        && list.items().stream().allMatch(item -> item instanceof JsonObject);
  }

  /** Whether keys are 0, 1, 2 and so on. */
  private static boolean counts(JsonObject object) {
    List<String> keys = List.copyOf(object.members().keySet());
    return keys.size() > 1
        && IntStream.range(0, keys.size()).allMatch(i -> keys.get(i).equals(Integer.toString(i)));
  }
}
