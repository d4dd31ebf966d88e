package org.atled.tables;

import java.util.List;
import java.util.stream.Collectors;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * A column that is not learned from.
 *
 * @param name the column's
 * @param reason such as {@code it has 5 in every row}
 */
public record Unused(String name, String reason) {
  private static final int MOST_LINES = 5;

  @Override
  public String toString() {
    return "not used: \"" + Column.shortened(name) + "\": " + reason;
  }

  /** A line for each, of the first few of many. */
  public static List<String> lines(List<Unused> all) {
    List<String> some =
        all.stream().limit(MOST_LINES).map(Unused::toString).collect(Collectors.toList());
    if (all.size() > MOST_LINES) {
      some.add("not used: " + (all.size() - MOST_LINES) + " more columns");
    }
    return some;
  }

  JsonObject json() {
    return JsonObject.builder().put("name", name).put("reason", reason).build();
  }

  static Unused read(JsonPlace json) {
    return new Unused(json.string("name"), json.string("reason"));
  }
}
