package org.atled.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.random.Seed;
import org.atled.tables.Table;
import org.atled.tables.series.SeriesFile;
import org.atled.tables.series.SeriesForm;
import org.atled.tables.series.SeriesOrigin;
import org.atled.tables.series.SeriesPreparation;
import org.atled.train.architecture.Architecture;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Series that have a class each, one on a line of a file. */
final class SeriesClassOptions {
  /** As the archive of UCR names what is learned from; what is measured on lies beside it. */
  private static final Pattern TRAIN = Pattern.compile("(.*_)(TRAIN)(\\.(?:ts|tsv|txt|csv))");

  private static final Pattern PAIRED =
      Pattern.compile("(?s).*_(?:TRAIN|TEST)\\.(?:ts|tsv)", Pattern.CASE_INSENSITIVE);

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description =
          "Series to measure on (default: of NAME_TRAIN.ts the file NAME_TEST.ts beside it, else a"
              + " fifth of each class).")
  Optional<Path> test = Optional.empty();

  @Option(
      names = "--pad",
      description =
          "Fill series that are shorter than the longest with their mean at the end, and values"
              + " that are missing by a straight line between their neighbours.")
  boolean pad;

  /**
   * Whether a file is series with a class each: its name or the model says so.
   *
   * @param targeted whether a column of it is named
   */
  static boolean isMeant(String file, Optional<Architecture> model, boolean targeted) {
    return SeriesPreparation.isTs(Path.of(file))
        || model.filter(Architecture.OfSeries.class::isInstance).isPresent()
        || (!targeted && PAIRED.matcher(file).matches());
  }

  /**
   * Refuses options that other data have no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuse(String dataset, CommandLine line) {
    Given given = Given.of(line, SeriesClassOptions.class);
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s series that have a class each, such as FILE.ts, but \"%s\" is none; leave %s out, or add --model fcn."
              .formatted(given.goWith(), dataset, given.it()));
    }
  }

  /** What is to be learned of a file. */
  SeriesClassLesson lesson(Path file, TableOptions table, Seed seed, CommandLine line) {
    boolean isTs = SeriesPreparation.isTs(file);
    Given ofTables = Given.of(line, "--target").and(Given.of(line, CsvOptions.class));
    if (isTs && !ofTables.isEmpty()) {
      throw new ParameterException(
          line,
          "%s where things stand in a table, but %s says it itself; leave %s out."
              .formatted(ofTables.subject("says", "say"), file, ofTables.it()));
    }
    if (!isTs && table.target.isEmpty() && !ofTables.isEmpty()) {
      throw new ParameterException(
          line,
          "%s how a table is laid out; name the column of the class by --target, or leave %s out: without, the class stands first in each line."
              .formatted(ofTables.subject("says", "say"), ofTables.it()));
    }
    Optional<Path> second = test.or(() -> beside(file));
    Optional<SeriesPreparation.Columns> columns = Optional.empty();
    SeriesFile learned;
    if (table.target.isPresent()) {
      Table rows = table.table(file);
      learned = SeriesFile.of(rows, table.target.get());
      columns = Optional.of(new SeriesPreparation.Columns(table.target.get(), rows.format()));
    } else {
      learned = SeriesFile.read(file);
    }
    SeriesForm form = SeriesForm.of(learned, pad);
    Optional<SeriesPreparation.Columns> laidOut = columns;
    Optional<SeriesFile> measured = second.map(path -> SeriesPreparation.read(path, laidOut));
    return SeriesClassLesson.of(
        learned,
        measured,
        new SeriesPreparation(form, columns, SeriesOrigin.of(learned, measured, seed)),
        pairName(file));
  }

  private static Optional<Path> beside(Path file) {
    Matcher matcher = TRAIN.matcher(TableFile.name(file));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Path other = file.resolveSibling(matcher.group(1) + "TEST" + matcher.group(3));
    return Files.isRegularFile(other) ? Optional.of(other) : Optional.empty();
  }

  /** {@code GunPoint} of {@code GunPoint_TRAIN.ts}. */
  private static String pairName(Path file) {
    String stem = TableFile.stem(file);
    return stem.endsWith("_TRAIN") && stem.length() > "_TRAIN".length()
        ? stem.substring(0, stem.length() - "_TRAIN".length())
        : stem;
  }
}
