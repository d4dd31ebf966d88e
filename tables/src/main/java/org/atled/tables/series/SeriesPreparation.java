package org.atled.tables.series;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Kept;
import org.atled.data.NamedTensors;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.data.TensorDataset;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;

/**
 * How examples are made of series with a class each, which is saved with a model of them.
 *
 * @param columns where the classes are, if the series are rows of a table
 * @param origin what was learned from
 */
public record SeriesPreparation(SeriesForm form, Optional<Columns> columns, SeriesOrigin origin) {
  static final String TYPE = "series";

  /**
   * Of a table.
   *
   * @param target the column of the class
   */
  public record Columns(String target, CsvFormat format) {}

  /**
   * Reads a file as that which was learned from, whose series have a class each: also one that has,
   * with its class, as many numbers as the longest that was learned.
   */
  public SeriesFile readLabelled(Path file) {
    return read(file, columns);
  }

  /**
   * Reads a file as that which was learned from, or one without classes.
   *
   * @param classes that were learned
   * @param said whether each series has its class, if somebody says it
   * @throws FormatException if it is open whether lines begin with a class or a value
   */
  SeriesFile read(Path file, List<String> classes, Optional<Boolean> said) {
    return read(
        file, columns, Optional.of(new LineStart(form.steps(), form.pads(), classes, said)));
  }

  /**
   * Reads a file whose series have a class each.
   *
   * @param columns where the classes are, if it is a table
   */
  public static SeriesFile read(Path file, Optional<Columns> columns) {
    return read(file, columns, Optional.empty());
  }

  private static SeriesFile read(Path file, Optional<Columns> columns, Optional<LineStart> start) {
    return columns.isPresent() && !isTs(file)
        ? SeriesFile.of(CsvFile.read(file, columns.get().format()), columns.get().target(), start)
        : SeriesFile.read(file, start);
  }

  /** Whether a file's name ends as those of sktime do. */
  public static boolean isTs(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(SeriesFile.TS);
  }

  /**
   * What is learned from and what is kept to measure on: of two files, or of each class a fifth.
   */
  public Split split(String name, SeriesFile train, Optional<SeriesFile> test) {
    List<String> classes = classes(train);
    if (test.isPresent()) {
      return new Split(examples(name, train, classes), examples(name, test.get(), classes));
    }
    Set<LabelledSeries> kept = new HashSet<>();
    for (String label : classes) {
      List<LabelledSeries> all =
          train.series().stream().filter(s -> s.label().filter(label::equals).isPresent()).toList();
      Kept.of(all.size(), origin.seed().at("split").at(label)).forEach(i -> kept.add(all.get(i)));
    }
    if (kept.isEmpty()) {
      throw new ArgumentException(
          "%s has one series of each class; to measure on there must be a second of one, or a file by --test."
              .formatted(train.file()));
    }
    List<LabelledSeries> some = new ArrayList<>(train.series());
    some.removeIf(kept::contains);
    List<LabelledSeries> others = new ArrayList<>(train.series());
    others.removeIf(series -> !kept.contains(series));
    return new Split(
        examples(name, new SeriesFile(train.file(), train.digest(), some), classes),
        examples(name, new SeriesFile(train.file(), train.digest(), others), classes));
  }

  /** Numbers by their size, names in the order of their letters. */
  private static List<String> classes(SeriesFile file) {
    List<String> classes =
        file.series().stream().map(series -> label(file, series)).distinct().sorted().toList();
    if (classes.size() < 2) {
      throw new FormatException(
          file.file(),
          -1,
          "all series are of the class %s; there must be two or more."
              .formatted(classes.getFirst()));
    }
    boolean numbers = classes.stream().allMatch(name -> name.matches("-?\\d{1,9}"));
    return numbers
        ? classes.stream().sorted(Comparator.comparingInt(Integer::parseInt)).toList()
        : classes;
  }

  private static String label(SeriesFile file, LabelledSeries series) {
    return series
        .label()
        .filter(name -> !name.isEmpty())
        .orElseThrow(() -> SeriesFile.error(file.file(), series.line(), "there is no class."));
  }

  /**
   * Series and the numbers of their classes.
   *
   * @throws FormatException naming the line of a series that has another form, or a class that is
   *     not among these
   */
  public TensorDataset examples(String name, SeriesFile file, List<String> classes) {
    long[] labels = new long[file.series().size()];
    for (int i = 0; i < labels.length; i++) {
      LabelledSeries series = file.series().get(i);
      String label = label(file, series);
      labels[i] = classes.indexOf(label);
      if (labels[i] < 0) {
        throw SeriesFile.error(
            file.file(),
            series.line(),
            "the class \"%s\" is not among those that were learned: %s."
                .formatted(label, String.join(", ", classes)));
      }
    }
    return TensorDataset.of(
        name,
        new Task.Classification(classes),
        NamedTensors.of(Batch.X, batch(file))
            .with(Batch.Y, Tensor.of(labels, Shape.of(labels.length))));
  }

  /** Series as a network sees them, [batch, channels, steps]. */
  Tensor batch(SeriesFile file) {
    Shape shape = Shape.of(file.series().size(), form.channels(), form.steps());
    return Tensor.of(form.of(file), shape);
  }

  /** What is saved: for {@link org.atled.train.SavedModel#save}. */
  public JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("type", TYPE)
            .put("channels", form.channels())
            .put("steps", form.steps())
            .put("pads", form.pads());
    columns.ifPresent(c ->
        json.put(
            "columns",
            JsonObject.builder()
                .put("target", c.target())
                .put("format", c.format().json())
                .build()));
    return json.put("origin", origin.json()).build();
  }

  static SeriesPreparation read(JsonPlace json) {
    SeriesForm form =
        new SeriesForm(json.intValue("channels"), json.intValue("steps"), json.bool("pads"));
    Optional<Columns> columns =
        json.find("columns")
            .map(c -> new Columns(c.string("target"), CsvFormat.read(c.object("format"))));
    return new SeriesPreparation(form, columns, SeriesOrigin.read(json.get("origin")));
  }
}
