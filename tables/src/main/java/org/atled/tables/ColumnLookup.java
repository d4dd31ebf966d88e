package org.atled.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;

/** Finds the columns of a table that a user means: by name, by place, or by a pattern of names. */
record ColumnLookup(Table table) {
  /** As {@link Table#column} has it. */
  Column one(String nameOrPlace) {
    Optional<Column> named =
        table.format().header().isThere() ? table.named(nameOrPlace) : Optional.empty();
    named.filter(_ -> mayBeNone()).ifPresent(column -> refuseAnother(column, nameOrPlace));
    return named.orElseGet(
        () -> numbered(nameOrPlace.startsWith("#") ? nameOrPlace.substring(1) : nameOrPlace));
  }

  /** Whether what is taken for names may be a row, or count rows and columns. */
  private boolean mayBeNone() {
    List<String> all = table.columns().stream().map(Column::name).toList();
    return table.doubt().isPresent() && !new FirstLine(0, all, table.columns()).counts();
  }

  /** As {@link Table#columns(String)} has it. */
  List<Column> all(String list) {
    List<Column> found = new ArrayList<>();
    for (int from = 0; from <= list.length(); ) {
      int end = list.length();
      while (end > from && !isName(list.substring(from, end).strip())) {
        end = list.lastIndexOf(',', end - 1);
      }
      // Where no name fits, the first part is looked for, which says what is wrong with it.
      int comma = list.indexOf(',', from);
      end = end > from ? end : comma < 0 ? list.length() : comma;
      String part = unquoted(list.substring(from, end).strip());
      if (part.contains("*") && !isName(part)) {
        found.addAll(like(part));
      } else if (!isPassedOver(part)) {
        found.add(one(part));
      }
      from = end + 1;
    }
    return found;
  }

  /** The columns whose names are a text in which a star stands for anything. */
  private List<Column> like(String pattern) {
    Pattern meant = pattern(pattern);
    List<Column> found =
        table.columns().stream().filter(column -> meant.matcher(column.name()).matches()).toList();
    if (found.isEmpty()) {
      throw new ArgumentException(
          table.file()
              + ": no column is called like \""
              + pattern
              + "\"; there are: "
              + table.names()
              + ".");
    }
    return found;
  }

  /** Of names, in which a star stands for anything. */
  static Pattern pattern(String name) {
    return Pattern.compile(
        Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }

  /** Whether it is the index of a column at the end that has neither name nor value. */
  private boolean isPassedOver(String place) {
    return IntStream.range(table.columns().size(), table.width())
        .mapToObj(Integer::toString)
        .anyMatch(index -> place.equals(index) || place.equals("#" + index));
  }

  private boolean isName(String text) {
    return table.format().header().isThere()
        && (table.named(text).isPresent() || table.named(unquoted(text)).isPresent());
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text;
  }

  private void refuseAnother(Column named, String text) {
    int count = table.columns().size();
    for (Column column : table.columns()) {
      boolean meant =
          text.equals(Integer.toString(column.index()))
              || text.equals(Integer.toString(column.index() - count));
      if (meant && column.index() != named.index()) {
        throw new ArgumentException(
            table.file()
                + ": \""
                + text
                + "\" is the name of column "
                + named.index()
                + " (from 0), but column "
                + text
                + " is \""
                + Column.shortened(column.name())
                + "\"; say which by its place, #"
                + named.index()
                + " or #"
                + column.index()
                + ", or, if the first line names no columns, add --no-header, and --skip if it is"
                + " no row either.");
      }
    }
  }

  private Column numbered(String text) {
    int count = table.columns().size();
    int index;
    try {
      index = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw table.format().header().isThere()
          ? none(text)
          : new ArgumentException(
              table.file()
                  + ": \""
                  + text
                  + "\" is a name, but without a header columns have none; give an index from 0 to "
                  + (count - 1)
                  + ", or -1 for the last.");
    }
    if (index < -count || index >= count) {
      throw new ArgumentException(
          table.file()
              + ": there is no column "
              + index
              + "; the "
              + count
              + " columns are numbered from 0 to "
              + (count - 1)
              + ", or from -"
              + count
              + " to -1.");
    }
    return table.columns().get(index < 0 ? index + count : index);
  }

  /** The error for a name that is none. */
  ArgumentException none(String name) {
    List<String> names = table.columns().stream().map(Column::name).toList();
    return new ArgumentException(
        table.file()
            + ": there is no column \""
            + name
            + "\"."
            + Spelling.guess(name, names)
            + " There are: "
            + table.names()
            + ".");
  }
}
