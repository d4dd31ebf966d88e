package org.atled.tables;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * Words that somebody said to stand for no value. What is empty always does.
 *
 * @param words in any case; a number stands for all ways of writing it. {@code COLUMN=WORD} does so
 *     in columns of that name, at that place ({@code #3}), or called so ({@code q*}), alone; where
 *     there is none, nothing does
 * @param alone whether the usual ones then do not
 */
public record MissingWords(List<String> words, boolean alone) {
  static final MissingWords USUAL = new MissingWords(List.of(), false);

  public MissingWords {
    words = List.copyOf(words);
  }

  /**
   * Looks whether all columns of which something is said are there.
   *
   * @throws ArgumentException naming one that is not
   */
  public void check(Table table) {
    for (String said : columns()) {
      if (table.columns().stream().noneMatch(one -> isOf(said, one.name(), one.index()))) {
        throw new ArgumentException(
            table.file()
                + ": \""
                + Column.shortened(said)
                + "\" should be a column in which a word stands for no value, as COLUMN=WORD says,"
                + " but there is none; there are: "
                + table.names()
                + "; or name it by its place from 0: #0=WORD.");
      }
    }
  }

  /** The columns of which something is said, as somebody named them. */
  List<String> columns() {
    return words.stream()
        .filter(word -> mark(word) >= 0)
        .map(word -> word.substring(0, mark(word)).strip())
        .distinct()
        .toList();
  }

  /** Those that do in one column. */
  MissingWords in(String name, int index) {
    List<String> own =
        words.stream()
            .filter(word -> mark(word) < 0 || isOf(word.substring(0, mark(word)), name, index))
            .map(word -> word.substring(mark(word) + 1))
            .toList();
    return new MissingWords(own, alone);
  }

  private static boolean isOf(String said, String name, int index) {
    String column = said.strip();
    return column.equals(name)
        || column.equals("#" + index)
        || (column.contains("*") && ColumnLookup.pattern(column).matcher(name).matches());
  }

  /** Where the name of a column ends; a name may hold the mark itself. */
  private static int mark(String word) {
    return word.lastIndexOf('=');
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("words", JsonArray.ofStrings(words))
        .put("alone", alone)
        .build();
  }

  static MissingWords read(JsonPlace json) {
    return new MissingWords(json.strings("words"), json.bool("alone"));
  }
}
