package org.atled.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.Header;
import org.atled.tables.Separator;
import org.atled.tables.Table;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How a CSV file is laid out. */
final class CsvOptions {
  @Option(
      names = "--header",
      negatable = true,
      description =
          "The first line of FILE.csv names the columns even if it looks like a row, or is a row"
              + " already (default: it names them, and what looks like a row is an error).")
  Optional<Boolean> header = Optional.empty();

  @Option(
      names = "--skip",
      paramLabel = "N",
      converter = Numbers.Lines.class,
      description = "Lines at the top of FILE.csv that are not read.")
  Optional<Integer> skip = Optional.empty();

  @Option(
      names = "--separator",
      paramLabel = "NAME",
      converter = SeparatorConverter.class,
      description =
          "What separates the values of FILE.csv: comma, semicolon, tab or space (default: guessed"
              + " from the first lines).")
  Optional<Separator> separator = Optional.empty();

  /** Whether the user said anything. */
  boolean isGiven() {
    return header.isPresent() || skip.isPresent() || separator.isPresent();
  }

  /**
   * The layout.
   *
   * @param usual what holds where the user says nothing; its separator is guessed again, and its
   *     header looked at
   */
  CsvFormat format(CsvFormat usual) {
    Header likely = usual.header().isThere() ? Header.LIKELY : Header.NONE;
    return new CsvFormat(
        header.map(there -> there ? Header.SURE : Header.NONE).orElse(likely),
        skip.orElse(usual.skip()),
        separator);
  }

  /**
   * Reads a table, of this layout.
   *
   * @param file or {@code -} for standard input
   * @param usual what holds where the user says nothing
   */
  Table read(Path file, CsvFormat usual, InputStream standard) {
    return StandardInput.isMeant(file)
        ? CsvFile.read(standard, StandardInput.NAME, format(usual))
        : CsvFile.read(file, format(usual));
  }

  /** Reads a name. */
  static final class SeparatorConverter implements ITypeConverter<Separator> {
    @Override
    public Separator convert(String text) {
      return Choice.of("separator", text, Separator.values());
    }
  }
}
