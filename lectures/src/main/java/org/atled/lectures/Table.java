package org.atled.lectures;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;

/**
 * Text in rows and columns. The first column names the row; the others hold numbers as people read
 * them.
 */
public record Table(String title, List<String> header, List<List<String>> rows) {
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new ArgumentException(
            "Table \""
                + title
                + "\": the row "
                + row
                + " has "
                + row.size()
                + " cells but the header "
                + header
                + " has "
                + header.size()
                + "; give each column one cell.");
      }
    }
  }

  /** A table that has no rows yet. */
  public static Table of(String title, String... header) {
    return new Table(title, List.of(header), List.of());
  }

  /** This table and one more row. */
  public Table row(String... cells) {
    List<List<String>> longer = new ArrayList<>(rows);
    longer.add(List.of(cells));
    return new Table(title, header, longer);
  }
}
