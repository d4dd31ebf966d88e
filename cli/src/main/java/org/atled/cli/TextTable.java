package org.atled.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: the first to the left, the others to the right. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  @Override
  public String toString() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + space : "  " + space + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString().stripTrailing();
  }
}
