package org.atled.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atled.core.error.FormatException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonBool;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonString;

/**
 * Rows that are JSON objects, one a line or in one array. What an object holds by names of its own
 * is a column {@code a.b}; a list is text.
 */
final class JsonRows {
  private final Path file;
  private final NamedColumns columns;
  private final Set<String> lists = new LinkedHashSet<>();
  private Optional<JsonObject> first = Optional.empty();

  private JsonRows(Path file, Scratch scratch) {
    this.file = file;
    this.columns = new NamedColumns(file, _ -> "", scratch);
  }

  /**
   * Reads all rows.
   *
   * @throws FormatException naming the line of what is no object, or no JSON
   */
  static NamedRows read(BufferedReader text, Path file, Form form, Scratch scratch)
      throws IOException {
    JsonRows rows = new JsonRows(file, scratch);
    if (form == Form.JSON) {
      JsonItems items = new JsonItems(text, file);
      while (items.next()) {
        rows.add(items.text(), items.line());
      }
    } else {
      int number = 0;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        number++;
        if (!line.isBlank()) {
          rows.addLine(line, number);
        }
      }
    }
    // Of several rows each is what it looks like.
    if (rows.columns.lines().length == 1) {
      rows.first
          .flatMap(TurnedJson::reason)
          .ifPresent(reason -> {
            throw new FormatException(file, -1, reason);
          });
    }
    List<String> notes =
        rows.lists.stream()
            .map(name ->
                "column \""
                    + Column.shortened(name)
                    + "\" holds lists, which are taken as text; write what they hold as columns")
            .toList();
    return new NamedRows(
        rows.columns.done(rows.columns.names(), Map.of()), rows.columns.lines(), notes);
  }

  private void addLine(String text, int line) {
    try {
      add(text, line);
    } catch (FormatException e) {
      String said = String.valueOf(e.getMessage());
      throw said.contains("at byte")
          ? new FormatException(
              file,
              -1,
              said.substring(file.toString().length() + 2).replaceFirst("\\.$", "")
                  + "; write each row on a line of its own, or all in one array: [{...}, {...}].")
          : e;
    }
  }

  private void add(String text, int line) {
    Json value = Json.parse(text, file + ": line " + line);
    columns.begin(line, text.length());
    if (!(value instanceof JsonObject object)) {
      throw columns.error(
          "is "
              + value.kind()
              + ", but a row is an object that names its columns: {\"name\": value}.");
    }
    first = first.or(() -> Optional.of(object));
    put("", object);
  }

  private void put(String before, JsonObject object) {
    object
        .members()
        .forEach((key, value) -> {
          String name = before + key.strip();
          switch (value) {
            case JsonObject inner -> put(name + ".", inner);
            case JsonArray list -> {
              lists.add(name);
              columns.put(name, list.compact());
            }
            case JsonString(String words) -> {
              columns.holdsText(name);
              columns.put(name, words.strip());
            }
            case JsonNumber(String number) -> columns.put(name, number);
            case JsonBool(boolean truth) -> columns.put(name, Boolean.toString(truth));
            case JsonNull _ -> columns.put(name, "");
          }
        });
  }
}
