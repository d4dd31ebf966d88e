package org.atled.tables;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;

/**
 * The numbers that a network gets of a table's rows, row-major: all at once, block by block, or
 * beside the heap.
 */
final class InputNumbers {
  /**
   * In deviations from the mean; by Chebyshev's inequality at most 1 in 25 of the rows that were
   * learned from lies further.
   */
  private static final float FAR = 5;

  /** So many numbers are made at once of what is not wanted all at once. */
  private static final int BLOCK = 1 << 18;

  private final Table table;
  private final Notes notes;
  private final List<Input> inputs;
  private final int width;
  private final List<Column> columns;

  /** For each input how many numbers lay far from what was learned, of all that were made. */
  private final int[] far;

  /**
   * Finds the columns.
   *
   * @param notes of what is filled or unknown
   * @throws org.atled.core.error.FormatException if one is not there, or of another kind
   */
  InputNumbers(Preparation preparation, Table table, Notes notes) {
    this.table = table;
    this.notes = notes;
    this.inputs = preparation.inputs();
    this.width = preparation.width();
    this.columns = preparation.columns(table);
    this.far = new int[inputs.size()];
  }

  /** Takes the numbers of a block of rows. */
  @FunctionalInterface
  interface Taker {
    void take(float[] inputs, int rows);
  }

  /**
   * Those of some rows.
   *
   * @throws ArgumentException if they are more than an array holds
   */
  float[] of(int[] rows) {
    if ((long) rows.length * width > Shape.MAX_ELEMENTS) {
      throw new ArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %,d rows of %,d numbers are more than the %,d that one array holds; leave"
                  + " columns of text out with --drop.",
              table.file(),
              rows.length,
              width,
              Shape.MAX_ELEMENTS));
    }
    float[] values = new float[rows.length * width];
    int at = 0;
    for (int i = 0; i < inputs.size(); i++) {
      write(i, at, rows, values);
      at += inputs.get(i).width();
    }
    return values;
  }

  /** Writes one input, which begins at a place of each row. */
  private void write(int i, int at, int[] rows, float[] into) {
    Input input = inputs.get(i);
    Column column = columns.get(i);
    for (int row = 0; row < rows.length; row++) {
      int place = row * width + at;
      if (input instanceof Input.Number number) {
        float value = number.of(column.number(rows[row]));
        if (Float.isFinite(value)) {
          into[place] = value;
          far[i] += Math.abs(value) > FAR ? 1 : 0;
          continue;
        }
      }
      Encoding.write(input, new FileCell(table, column, rows[row]), into, place, notes);
    }
  }

  /** Writes those of some rows beside the heap. */
  void write(int[] rows, MemorySegment into) {
    int block = block();
    for (int from = 0; from < rows.length; from += block) {
      float[] values = of(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + block)));
      long at = (long) from * width * Float.BYTES;
      MemorySegment.copy(values, 0, into, ValueLayout.JAVA_FLOAT, at, values.length);
    }
  }

  /** Gives those of all rows, and notes columns that lie elsewhere than what was learned. */
  void eachBlock(Taker taker) {
    int block = block();
    for (int from = 0; from < table.rows(); from += block) {
      int[] some = IntStream.range(from, Math.min(table.rows(), from + block)).toArray();
      taker.take(of(some), some.length);
    }
    for (int i = 0; i < far.length; i++) {
      int there = table.rows() - columns.get(i).missing();
      if (inputs.get(i) instanceof Input.Number number && far[i] > there / 2) {
        notes.moved(
            number.name(),
            String.format(
                Locale.ROOT,
                "%,d of %,d values lie more than %.0f deviations from what was learned (%s); is it"
                    + " another unit, or another column?",
                far[i],
                there,
                FAR,
                number.spread()));
      }
    }
  }

  private int block() {
    return Math.max(1, BLOCK / width);
  }
}
