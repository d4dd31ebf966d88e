package org.atled.tables;

import java.util.Optional;

/** From what a row has in a column to numbers for a network. */
final class Encoding {
  private Encoding() {}

  /**
   * Writes the numbers of one value.
   *
   * @param into holds zeros; these begin at {@code at}
   * @param notes is told what was missing or unknown
   * @throws org.atled.core.error.AtledException naming the place of a value that the column does
   *     not take
   */
  static void write(Input input, Cell cell, float[] into, int at, Notes notes) {
    switch (input) {
      case Input.Number number -> number(number, cell, into, at, notes);
      case Input.OneHot hot -> oneHot(hot, cell, into, at, notes);
      case Input.Hashed hashed -> hashed(hashed, cell, into, at, notes);
      case Input.Embedded embedded -> into[at] = 1 + place(embedded.known(), cell, notes);
      case Input.Calendar calendar -> date(calendar, cell, into, at, notes);
    }
  }

  private static void number(Input.Number input, Cell cell, float[] into, int at, Notes notes) {
    if (cell.isMissing()) {
      notes.filled(cell.column(), "the mean, " + (float) input.mean());
      return;
    }
    double number = cell.number();
    float scaled = input.of(number);
    if (!Float.isFinite(scaled)) {
      throw cell.error(
          cell.shown()
              + (Double.isNaN(number)
                  ? " is not a number, but the model learned numbers here; "
                  : " is too far from what the model learned (" + input.spread() + "); ")
              + cell.emptying()
              + " to have it filled.");
    }
    into[at] = scaled;
  }

  private static void date(Input.Calendar input, Cell cell, float[] into, int at, Notes notes) {
    if (cell.isMissing()) {
      notes.filled(cell.column(), "no date");
      return;
    }
    Optional<Moment> found = Moment.of(cell.text(), input.order());
    if (found.isEmpty()) {
      throw cell.error(
          cell.shown()
              + " is no date as the model learned, such as "
              + input.order().example
              + "; "
              + cell.emptying()
              + " to have it filled.");
    }
    int place = at;
    for (DatePart part : input.parts()) {
      double value = part.of(found.get());
      if (part == DatePart.YEAR && !Double.isNaN(value)) {
        into[place] = (float) ((value - input.mean()) / input.deviation());
      } else if (!Double.isNaN(value)) {
        part.write(value, into, place);
      }
      place += part.width();
    }
  }

  private static void hashed(Input.Hashed input, Cell cell, float[] into, int at, Notes notes) {
    if (cell.isMissing()) {
      notes.filled(cell.column(), input.missing() ? "a category of their own" : "no category");
      if (input.missing()) {
        into[at + input.buckets()] = 1;
      }
      return;
    }
    into[at + Gathering.bucket(cell.text(), input.buckets())] = 1;
  }

  private static void oneHot(Input.OneHot input, Cell cell, float[] into, int at, Notes notes) {
    int place = place(input, cell, notes);
    if (place >= 0) {
      into[at + place] = 1;
    }
  }

  /** Which of the inputs of a category is 1, or -1 if none is. */
  private static int place(Input.OneHot input, Cell cell, Notes notes) {
    if (cell.isMissing()) {
      notes.filled(cell.column(), input.missing() ? "a category of their own" : "no category");
      return input.missing() ? input.categories().size() : -1;
    }
    int place = input.place(cell.text());
    if (place < 0 && input.rare()) {
      notes.rare(cell.column());
      return input.width() - 1;
    }
    if (place < 0) {
      notes.unseen(cell.column());
    }
    return place;
  }
}
