package org.atled.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.atled.core.error.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * Weka's attribute-relation file: {@code @attribute} declares columns, behind {@code @data} come
 * rows, or in braces the values that are not 0 with their indices from 0. Witten, Frank and Hall,
 * "Data Mining", section 2.4.
 */
final class ArffRows {
  private static final Pattern INDEX = Pattern.compile("\\d{1,6}");
  private static final String STRING = "string";
  private static final Set<String> NUMERIC = Set.of("numeric", "real", "integer");
  private static final Set<String> TEXTS = Set.of(STRING, "date");

  private final Path file;
  private final MissingByColumn missing;
  private final List<Attribute> attributes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int number;

  private ArffRows(Path file, MissingWords missing) {
    this.file = file;
    this.missing = new MissingByColumn(missing);
  }

  /**
   * A column that is declared.
   *
   * @param levels the values of a nominal one, in their order
   * @param text whether it is text whatever it looks like
   * @param place counted from 0
   */
  private record Attribute(
      String name,
      boolean numeric,
      Optional<SequencedSet<String>> levels,
      boolean text,
      int place) {
    /** What a sparse row has that does not name it. */
    String usual() {
      return levels.map(SequencedSet::getFirst).orElse(numeric ? "0" : "");
    }
  }

  /**
   * Reads all rows.
   *
   * @throws FormatException naming line and column of what is wrong
   */
  static NamedRows read(BufferedReader text, Path file, MissingWords missing, Scratch scratch)
      throws IOException {
    ArffRows rows = new ArffRows(file, missing);
    rows.header(text);
    Map<String, String> usual = new HashMap<>();
    rows.attributes.forEach(one -> usual.put(one.name, one.usual()));
    NamedColumns columns = new NamedColumns(file, name -> usual.getOrDefault(name, ""), scratch);
    rows.attributes.forEach(one -> columns.declare(one.name));
    for (String line = rows.line(text); line != null; line = rows.line(text)) {
      columns.begin(rows.number, line.length());
      rows.add(line, columns);
    }
    Map<String, List<String>> levels = new HashMap<>();
    for (Attribute one : rows.attributes) {
      one.levels.ifPresent(all -> levels.put(one.name, List.copyOf(all)));
      if (one.text) {
        levels.put(one.name, List.of());
      }
    }
    List<String> names = rows.attributes.stream().map(Attribute::name).toList();
    return new NamedRows(columns.done(names, levels), columns.lines(), List.of());
  }

  /** The next line that is neither blank nor a comment; null at the end. */
  private @Nullable String line(BufferedReader text) throws IOException {
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      if (!line.isBlank() && !line.stripLeading().startsWith("%")) {
        return line.strip();
      }
    }
    return null;
  }

  private void header(BufferedReader text) throws IOException {
    for (String line = line(text); line != null; line = line(text)) {
      ArffValues words = new ArffValues(line);
      String word =
          words.next(" \t").map(ArffValues.Value::text).orElse(line).toLowerCase(Locale.ROOT);
      switch (word) {
        case "@relation" -> {
          // A name that says nothing of the rows.
        }
        case "@attribute" -> attribute(words);
        case "@data" -> {
          if (attributes.isEmpty()) {
            throw error("is @data, but no @attribute above it declares a column.");
          }
          return;
        }
        default ->
            throw error(
                "begins with \""
                    + Column.shortened(word)
                    + "\", but above @data come @relation and @attribute.");
      }
    }
    throw new FormatException(file, -1, "there is no line @data, below which come the rows.");
  }

  private void attribute(ArffValues words) {
    String name = words.next(" \t{").map(ArffValues.Value::text).orElse("");
    if (name.isEmpty()) {
      throw error("declares a column without a name; write @attribute NAME TYPE.");
    }
    if (!names.add(name)) {
      throw error("declares \"" + Column.shortened(name) + "\" again; give it another name.");
    }
    if (names.size() > CsvRecords.MOST_COLUMNS) {
      throw error(
          String.format(
              Locale.ROOT,
              "declares more than %,d columns; leave out those that few rows have.",
              CsvRecords.MOST_COLUMNS));
    }
    words.skipBlanks();
    if (words.take('{')) {
      attributes.add(
          new Attribute(
              name, false, Optional.of(levels(name, words.rest())), false, attributes.size()));
      return;
    }
    String type = words.next(" \t").map(ArffValues.Value::text).orElse("").toLowerCase(Locale.ROOT);
    boolean numeric = NUMERIC.contains(type);
    if (!numeric && !TEXTS.contains(type)) {
      throw error(
          "declares \""
              + Column.shortened(name)
              + "\" as \""
              + Column.shortened(type)
              + "\", which is not read; types are numeric, real, integer, string, date and {a, b,"
              + " c}.");
    }
    attributes.add(
        new Attribute(name, numeric, Optional.empty(), type.equals(STRING), attributes.size()));
  }

  private SequencedSet<String> levels(String name, String text) {
    int end = text.lastIndexOf('}');
    Optional<List<ArffValues.Value>> values =
        end < 0 ? Optional.empty() : ArffValues.split(text.substring(0, end));
    List<String> levels = values.orElse(List.of()).stream().map(ArffValues.Value::text).toList();
    if (levels.isEmpty() || levels.contains("")) {
      throw error(
          "declares \""
              + Column.shortened(name)
              + "\" by its values, which must stand in braces, parted by commas: {a, b, c}.");
    }
    return new LinkedHashSet<>(levels);
  }

  private void add(String line, NamedColumns columns) {
    if (line.startsWith("{")) {
      sparse(line, columns);
      return;
    }
    if (line.endsWith("}")) {
      throw weighted(columns);
    }
    List<ArffValues.Value> all =
        ArffValues.split(line)
            .orElseThrow(() ->
                columns.error(
                    "has a quote that is not closed, or something behind one that is; part values"
                        + " by commas."));
    if (all.size() != attributes.size()) {
      throw columns.error(
          "has "
              + all.size()
              + (all.size() == 1 ? " value, but " : " values, but ")
              + attributes.size()
              + " columns are declared; mend the line, and quote text that holds a comma.");
    }
    for (int i = 0; i < all.size(); i++) {
      put(attributes.get(i), all.get(i), columns);
    }
  }

  private static FormatException weighted(NamedColumns columns) {
    return columns.error(
        "has something in braces behind its values, as weights are, which is not read; take it"
            + " off.");
  }

  private void sparse(String line, NamedColumns columns) {
    ArffValues words = new ArffValues(line.substring(1));
    words.skipBlanks();
    boolean closed = words.take('}');
    while (!closed) {
      String index = words.next(" \t,}").map(ArffValues.Value::text).orElse("");
      boolean whole = INDEX.matcher(index).matches() && Integer.parseInt(index) < attributes.size();
      Optional<ArffValues.Value> value = words.next(",}");
      words.skipBlanks();
      closed = words.take('}');
      boolean goesOn = closed || words.take(',');
      if (!whole || !goesOn || value.map(ArffValues.Value::text).orElse("").isEmpty()) {
        throw columns.error(
            "has \""
                + Column.shortened(index)
                + "\" in braces, where come the index of a column, from 0 to "
                + (attributes.size() - 1)
                + ", and its value, parted by commas: {2 0.5, 4 yes}.");
      }
      put(attributes.get(Integer.parseInt(index)), value.orElseThrow(), columns);
    }
    if (!words.rest().isEmpty()) {
      throw weighted(columns);
    }
  }

  private void put(Attribute attribute, ArffValues.Value value, NamedColumns columns) {
    String text = value.isMissing() ? "" : value.text();
    boolean declared = attribute.text || attribute.levels.isPresent();
    // In quotes a question mark is a text, which no number is.
    boolean mark = value.quoted() && text.equals("?");
    boolean there = !missing.of(attribute.name, attribute.place, declared || mark).isAlways(text);
    if (there && attribute.numeric && Double.isNaN(Numeral.parse(text))) {
      throw columns.error(
          "has \""
              + Column.shortened(text)
              + "\" in \""
              + Column.shortened(attribute.name)
              + "\", which is declared as numbers.");
    }
    if (there && attribute.levels.isPresent() && !attribute.levels.get().contains(text)) {
      throw columns.error(
          "has \""
              + Column.shortened(text)
              + "\" in \""
              + Column.shortened(attribute.name)
              + "\", which is none of the values that are declared: "
              + attribute.levels.get().stream()
                  .limit(10)
                  .map(Column::shortened)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    columns.put(attribute.name, text);
  }

  private FormatException error(String reason) {
    return new FormatException(file, -1, "line " + number + " " + reason);
  }
}
