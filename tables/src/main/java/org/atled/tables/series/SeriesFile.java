package org.atled.tables.series;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atled.core.error.FormatException;
import org.atled.formats.bytes.Unreadable;
import org.atled.tables.Column;
import org.atled.tables.Table;

/**
 * Series with a class each, one a line: of a file {@code .ts} as sktime writes it, of one that has
 * the class in front as the archive of UCR has, or of the rows of a table.
 *
 * @param digest of the file, by which it is known again
 */
public record SeriesFile(Path file, String digest, List<LabelledSeries> series) {
  /** How a column is named by where it stands. */
  private static final Pattern PLACE = Pattern.compile("#?-?\\d{1,9}");

  static final String TS = ".ts";
  private static final String NOTHING = "there is no series; a file has one on each line.";

  public SeriesFile {
    series = List.copyOf(series);
  }

  /**
   * Reads a file that ends with {@code .ts}, or one with the class in front of the values of each
   * line, parted by tabs, commas or spaces.
   *
   * @throws FormatException if a line is no series; it names the line
   */
  public static SeriesFile read(Path file) {
    return read(file, Optional.empty());
  }

  /**
   * The same for a model that is asked.
   *
   * @param start tells whether there are classes in front; there are if nothing does
   */
  static SeriesFile read(Path file, Optional<LineStart> start) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
    List<String> lines = text(file, bytes).lines().toList();
    List<LabelledSeries> series =
        file.toString().toLowerCase(Locale.ROOT).endsWith(TS)
            ? new TsLines(file).read(lines)
            : labelFirst(file, lines, start);
    if (series.isEmpty()) {
      throw new FormatException(file, -1, NOTHING);
    }
    return new SeriesFile(file, digest(bytes), series);
  }

  private static String text(Path file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(file, -1, "is no text in UTF-8; series are read from text.");
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static List<LabelledSeries> labelFirst(
      Path file, List<String> lines, Optional<LineStart> start) {
    List<LineStart.Line> parted = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        String[] parts =
            line.contains("\t")
                ? lines.get(i).split("\t", -1)
                : line.contains(",") ? line.split(",", -1) : line.split(" +");
        parted.add(new LineStart.Line(i + 1, List.of(parts)));
      }
    }
    boolean bare = start.isPresent() && start.get().isBare(file, parted);
    List<LabelledSeries> series = new ArrayList<>();
    for (LineStart.Line line : parted) {
      List<String> written = line.parts().subList(bare ? 0 : 1, line.parts().size());
      double[] values =
          written.stream()
              .mapToDouble(each -> number(file, line.number(), each, LABEL_FIRST))
              .toArray();
      Optional<String> label =
          bare ? Optional.empty() : Optional.of(name(line.parts().getFirst().strip()));
      series.add(new LabelledSeries(line.number(), label, List.of(values)));
    }
    return series;
  }

  private static final String LABEL_FIRST =
      "a line is a class and then the values; of a table with a header name the class by --target.";

  /** The archive's older files call classes 1.0000000e+00. */
  static String name(String label) {
    try {
      double number = Double.parseDouble(label);
      return number == Math.rint(number) && Math.abs(number) < 1e9
          ? Long.toString((long) number)
          : label;
    } catch (NumberFormatException e) {
      return label;
    }
  }

  /** Whether it may be a value, if a missing one. */
  static boolean isNumber(String written) {
    if (written.isEmpty() || written.equals("?") || written.equalsIgnoreCase("nan")) {
      return true;
    }
    try {
      double unused = Double.parseDouble(written);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * A value; NaN if it is missing.
   *
   * @param otherwise what is said of what is no number
   */
  static double number(Path file, int line, String written, String otherwise) {
    String text = written.strip();
    if (text.isEmpty() || text.equals("?") || text.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw error(file, line, "\"%s\" is no number; %s".formatted(text, otherwise));
  }

  static FormatException error(Path file, int line, String reason) {
    return new FormatException(file, -1, "line " + line + ": " + reason);
  }

  /**
   * The rows of a table: one column has the class, all others the values over time.
   *
   * @param target the column of the class, by its name or place
   * @throws FormatException if a value is no number; it names line and column
   */
  public static SeriesFile of(Table table, String target) {
    return of(table, target, Optional.empty());
  }

  /**
   * The same for a model that is asked.
   *
   * @param start tells whether there is a column of classes; there is if nothing does
   */
  static SeriesFile of(Table table, String target, Optional<LineStart> start) {
    List<Column> all =
        table.columns().stream()
            .filter(column -> table.index().filter(one -> one == column).isEmpty())
            .toList();
    boolean bare = start.isPresent() && isBare(table, all, target, start.get());
    Optional<Column> label = bare ? Optional.empty() : Optional.of(table.column(target));
    List<Column> values =
        all.stream().filter(column -> label.filter(one -> one == column).isEmpty()).toList();
    List<LabelledSeries> series = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      double[] numbers = new double[values.size()];
      for (int t = 0; t < numbers.length; t++) {
        numbers[t] = number(table, row, values.get(t));
      }
      int at = row;
      Optional<String> name = label.filter(c -> !c.isMissing(at)).map(c -> c.text(at));
      series.add(new LabelledSeries(table.line(row), name, List.of(numbers)));
    }
    if (series.isEmpty()) {
      throw new FormatException(table.file(), -1, NOTHING);
    }
    return new SeriesFile(table.file(), table.digest(), series);
  }

  private static boolean isBare(Table table, List<Column> all, String target, LineStart start) {
    boolean hasHeader = table.format().header().isThere();
    boolean isNamed = hasHeader && all.stream().anyMatch(column -> column.name().equals(target));
    Optional<Column> placed = isNamed ? Optional.empty() : placed(table, target);
    boolean isPlace = PLACE.matcher(target).matches();
    if (isNamed || (hasHeader && !isPlace) || (isPlace && placed.isEmpty())) {
      return start.said().map(isClass -> !isClass).orElse(!isNamed);
    }
    return start.isBare(
        table.file(), all.size(), target, placed.filter(one -> !one.isNumeric()).isEmpty());
  }

  /** The column at a place, also one from the end, if there are so many. */
  private static Optional<Column> placed(Table table, String target) {
    if (!PLACE.matcher(target).matches()) {
      return Optional.empty();
    }
    int count = table.columns().size();
    int place = Integer.parseInt(target.startsWith("#") ? target.substring(1) : target);
    return place >= -count && place < count
        ? Optional.of(table.columns().get(place < 0 ? place + count : place))
        : Optional.empty();
  }

  private static double number(Table table, int row, Column column) {
    if (column.isMissing(row)) {
      return Double.NaN;
    }
    double number = column.isNumeric() ? column.number(row) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw error(
          table.file(),
          table.line(row),
          "%s has \"%s\", which is no number; of a series in a row all columns but --target are its values. For columns that are no series take a model such as mlp:512."
              .formatted(column.name(), column.text(row)));
    }
    return number;
  }
}
