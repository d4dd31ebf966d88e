package org.atled.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.atled.core.error.FormatException;

/**
 * Rows as libsvm and SVMlight write them, {@code label index:value index:value # comment}. Columns
 * are called by their indices as they stand there, from 0 or from 1; what a row leaves out is 0.
 * The queries of rankings are a column that is not learned from.
 */
final class LibsvmRows {
  static final String LABEL = "label";

  /** What tells which rows belong to one query: a name, not a number to learn from. */
  static final String QUERY = "qid";

  /** Why it is not learned from. */
  static final String TELLS_QUERIES =
      "it tells which query a row belongs to; --group qid keeps the rows of a query together";

  private final NamedColumns columns;

  private LibsvmRows(Path file, Scratch scratch) {
    this.columns = new NamedColumns(file, name -> name.equals(QUERY) ? "" : "0", scratch);
    columns.declare(LABEL);
  }

  /**
   * Reads all rows.
   *
   * @throws FormatException naming line and index of what is wrong
   */
  static NamedRows read(BufferedReader text, Path file, Scratch scratch) throws IOException {
    LibsvmRows rows = new LibsvmRows(file, scratch);
    int number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      int comment = line.indexOf('#');
      String row = comment < 0 ? line : line.substring(0, comment);
      if (!row.isBlank()) {
        rows.add(row, number);
      }
    }
    List<String> names = new ArrayList<>(rows.columns.names());
    boolean queries = names.remove(QUERY);
    names.remove(LABEL);
    names.sort(Comparator.comparingInt(Integer::parseInt));
    names.addFirst(LABEL);
    if (queries) {
      names.add(QUERY);
    }
    boolean from0 = names.size() > 1 && names.get(1).equals("0");
    List<String> remarks =
        from0 ? List.of("its indices count from 0, as column 0 shows") : List.of();
    return new NamedRows(rows.columns.done(names, Map.of()), rows.columns.lines(), remarks);
  }

  private void add(String row, int line) {
    columns.begin(line, row.length());
    StringTokenizer words = new StringTokenizer(row);
    String label = words.nextToken();
    if (label.indexOf(',') >= 0 || label.indexOf(':') >= 0) {
      throw columns.error(
          "begins with \""
              + Column.shortened(label)
              + "\", but a row begins with one label"
              + (label.indexOf(',') >= 0 ? "; several at once are not read." : "."));
    }
    columns.put(LABEL, label);
    int before = -1;
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      int colon = word.indexOf(':');
      if (colon > 0 && word.substring(0, colon).equals(QUERY)) {
        columns.put(QUERY, word.substring(colon + 1));
        continue;
      }
      int index = index(word, colon);
      if (index <= before) {
        throw columns.error(
            "has index " + index + " behind " + before + ", but indices ascend, each once.");
      }
      String value = word.substring(colon + 1);
      if (Double.isNaN(Numeral.parse(value)) && !value.equalsIgnoreCase("nan")) {
        throw columns.error(
            "has \"" + Column.shortened(value) + "\" at index " + index + ", which is no number.");
      }
      columns.put(Integer.toString(index), value);
      before = index;
    }
  }

  private int index(String word, int colon) {
    try {
      int index = colon < 1 ? -1 : Integer.parseInt(word.substring(0, colon));
      if (index >= 0) {
        return index;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw columns.error(
        "has \""
            + Column.shortened(word)
            + "\", but behind the label comes index:value, such as 3:0.5.");
  }
}
