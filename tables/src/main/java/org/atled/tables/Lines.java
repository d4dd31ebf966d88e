package org.atled.tables;

import java.util.Arrays;

/** On which line of a file each row begins: mostly on the one behind the row before. */
final class Lines {
  private int[] rows = new int[1];
  private int[] lines = new int[1];
  private int jumps;
  private int size;
  private int last;

  /** All of these. */
  static Lines of(int[] lines) {
    Lines all = new Lines();
    for (int line : lines) {
      all.add(line);
    }
    return all;
  }

  void add(int line) {
    if (size == 0 || line != last + 1) {
      if (jumps == rows.length) {
        rows = Arrays.copyOf(rows, 2 * jumps);
        lines = Arrays.copyOf(lines, 2 * jumps);
      }
      rows[jumps] = size;
      lines[jumps++] = line;
    }
    last = line;
    size++;
  }

  int size() {
    return size;
  }

  /** The line of a row, from 1. */
  int of(int row) {
    int found = Arrays.binarySearch(rows, 0, jumps, row);
    int jump = found < 0 ? -found - 2 : found;
    return lines[jump] + row - rows[jump];
  }
}
