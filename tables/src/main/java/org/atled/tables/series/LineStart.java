package org.atled.tables.series;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.FormatException;

/**
 * How a model that is asked about a file knows whether its lines begin with a class or a value.
 *
 * @param steps how many values a series has, or the longest if shorter ones are padded
 * @param pads whether they are
 * @param classes that were learned
 * @param said what somebody says, true for a class
 */
record LineStart(int steps, boolean pads, List<String> classes, Optional<Boolean> said) {
  private static final String WAY_OUT = "say which by --first class or --first value.";

  /** A line of a file. */
  record Line(int number, List<String> parts) {}

  /**
   * Whether lines have no class. Where series are padded, a line that is one too long for a value
   * in front, or begins with what is no number, tells it of all; so does it if no line begins as a
   * class is called.
   *
   * @throws FormatException if that leaves it open
   */
  boolean isBare(Path file, List<Line> lines) {
    if (said.isPresent()) {
      return !said.get();
    }
    for (Line line : lines) {
      String first = line.parts().getFirst().strip();
      if (line.parts().size() > steps || !SeriesFile.isNumber(first)) {
        return false;
      }
      if (!pads) {
        return line.parts().size() == steps;
      }
    }
    Optional<Line> either =
        lines.stream()
            .filter(line -> classes.contains(SeriesFile.name(line.parts().getFirst().strip())))
            .findFirst();
    if (either.isPresent()) {
      throw SeriesFile.error(
          file,
          either.get().number(),
          "\"%s\" may be a class or a value, as no line has more than %d numbers; %s"
              .formatted(either.get().parts().getFirst().strip(), steps, WAY_OUT));
    }
    return true;
  }

  /**
   * The same of the columns of a table of which none is known to have the class by its name.
   *
   * @param columns how many there are
   * @param target the place of that with the class, if there is one
   * @param isNumeric whether what stands at that place are numbers
   */
  boolean isBare(Path file, int columns, String target, boolean isNumeric) {
    if (said.isPresent()) {
      return !said.get();
    }
    if (!pads || columns > steps || !isNumeric) {
      return columns == steps && isNumeric;
    }
    throw new FormatException(
        file,
        -1,
        "column %s may have classes or values, as there are no more than %d columns; %s"
            .formatted(target, steps, WAY_OUT));
  }
}
