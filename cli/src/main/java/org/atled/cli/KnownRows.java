package org.atled.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonString;
import org.atled.tables.Column;
import org.atled.tables.Table;

/**
 * How the rows of a table are told apart in answers: by their lines in the file, and by columns
 * that {@code --key} names.
 */
record KnownRows(Table table, List<Column> keys) {
  KnownRows {
    keys = List.copyOf(keys);
  }

  /**
   * By columns of these names or places.
   *
   * @throws ArgumentException if there is no such column, or one is named twice
   */
  static KnownRows of(Table table, List<String> names) {
    List<Column> keys = names.stream().map(key -> table.column(key.strip())).toList();
    Set<Column> seen = new HashSet<>();
    for (Column key : keys) {
      if (!seen.add(key)) {
        throw new ArgumentException(
            "Option '--key' names \"" + key.name() + "\" twice; name each column once.");
      }
    }
    return new KnownRows(table, keys);
  }

  /** What the first columns of CSV are called, to be gone on with. */
  List<String> head() {
    List<String> head = new ArrayList<>(List.of("line"));
    keys.forEach(key -> head.add(key.name()));
    return head;
  }

  /** What a row's line begins with, to be gone on with. */
  List<String> line(int row) {
    List<String> line = new ArrayList<>(List.of(Integer.toString(table.line(row))));
    keys.forEach(key -> line.add(key.text(row)));
    return line;
  }

  /** Writes the keys, if there are any, and the lines. */
  void write(JsonLine json) throws IOException {
    if (!keys.isEmpty()) {
      JsonLine known = json.object("keys");
      for (Column key : keys) {
        known.array(key.name(), key.size(), row -> new JsonString(key.text(row)));
      }
      known.end();
    }
    json.array("lines", table.rows(), row -> JsonNumber.of(table.line(row)));
  }
}
