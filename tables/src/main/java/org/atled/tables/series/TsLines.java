package org.atled.tables.series;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.FormatException;

/**
 * The lines of a file {@code .ts}: comments behind #, a header of @ lines up to @data, and then a
 * series a line, its values parted by commas, its channels by colons, and its class behind the last
 * colon.
 */
final class TsLines {
  private static final String FORM =
      "values are parted by commas, channels by colons, and the class stands behind the last"
          + " colon.";

  private final Path file;

  /** The classes that the header names; none where it says that there is no class. */
  private Optional<List<String>> classes = Optional.empty();

  TsLines(Path file) {
    this.file = file;
  }

  List<LabelledSeries> read(List<String> lines) {
    List<LabelledSeries> series = new ArrayList<>();
    boolean begun = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("@")) {
        begun |= header(i + 1, line.split("\\s+"));
      } else if (begun) {
        series.add(series(i + 1, line));
      } else {
        throw SeriesFile.error(file, i + 1, "there are values, but no line @data before them.");
      }
    }
    if (!begun) {
      throw new FormatException(file, -1, "there is no line @data, behind which the series stand.");
    }
    return series;
  }

  /** Whether the series begin. */
  private boolean header(int line, String[] words) {
    boolean is = words.length > 1 && words[1].equalsIgnoreCase("true");
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "@data" -> {
        return true;
      }
      case "@classlabel" -> {
        if (is) {
          classes = Optional.of(List.of(Arrays.copyOfRange(words, 2, words.length)));
        }
      }
      case "@targetlabel" -> {
        if (is) {
          throw SeriesFile.error(
              file, line, "what is to be found is a number; series are learned by classes.");
        }
      }
      case "@timestamps" -> {
        if (is) {
          throw SeriesFile.error(
              file, line, "values have time stamps; write them at equal steps and without.");
        }
      }
      default -> {
        // The name, sizes and what else is said of the whole; the lines say it themselves.
      }
    }
    return false;
  }

  private LabelledSeries series(int line, String text) {
    List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
    Optional<String> label = Optional.empty();
    if (classes.isPresent()) {
      if (parts.size() < 2) {
        throw SeriesFile.error(file, line, "there is no class; " + FORM);
      }
      String name = parts.removeLast().strip();
      if (!classes.get().isEmpty() && !classes.get().contains(name)) {
        throw SeriesFile.error(
            file,
            line,
            "the class \"%s\" is not among those of the line @classLabel: %s."
                .formatted(name, String.join(", ", classes.get())));
      }
      label = Optional.of(name);
    }
    List<double[]> channels = new ArrayList<>();
    for (String part : parts) {
      String[] values = part.isBlank() ? new String[0] : part.split(",", -1);
      double[] numbers = new double[values.length];
      for (int t = 0; t < values.length; t++) {
        numbers[t] = SeriesFile.number(file, line, values[t], FORM);
      }
      channels.add(numbers);
    }
    return new LabelledSeries(line, label, channels);
  }
}
