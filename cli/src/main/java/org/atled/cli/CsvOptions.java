package org.atled.cli;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.data.ArrayFile;
import org.atled.tables.ArrayTable;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.DecimalMark;
import org.atled.tables.Form;
import org.atled.tables.Header;
import org.atled.tables.MissingWords;
import org.atled.tables.Query;
import org.atled.tables.Scratch;
import org.atled.tables.Separator;
import org.atled.tables.Table;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
          "What separates the values of FILE.csv: comma, semicolon, tab, pipe, double-colon, or"
              + " space, which is runs of spaces and tabs; or the characters as they stand there,"
              + " such as '||' (default: guessed from the first lines).")
  Optional<Separator> separator = Optional.empty();

  @Option(
      names = "--widths",
      paramLabel = "N",
      split = ",",
      converter = Numbers.Count.class,
      description = "Nothing separates the values: the columns take so many characters.")
  List<Integer> widths = new ArrayList<>();

  @Option(
      names = "--comment",
      paramLabel = "CHAR",
      description =
          "Lines that begin so are not read; \"\" reads all (default: # where such lines are no"
              + " rows).")
  Optional<String> comment = Optional.empty();

  @Option(
      names = "--decimal",
      paramLabel = "NAME",
      converter = DecimalConverter.class,
      description =
          "What stands before decimals, point or comma; the other may part thousands (default: as"
              + " the numbers of FILE.csv are written).")
  Optional<DecimalMark> decimal = Optional.empty();

  @Option(
      names = "--missing",
      paramLabel = "WORD",
      description =
          "What stands for no value beside NA, N/A, NaN, null, ? and nothing, several parted by"
              + " commas; COLUMN=WORD does in that column; with = in front, what does alone.")
  Optional<String> missing = Optional.empty();

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = EncodingConverter.class,
      description =
          "How the characters of FILE.csv are encoded, by a name that Java knows, such as"
              + " windows-1252 (default: UTF-8, or UTF-16 where the file begins with its mark).")
  Optional<Charset> encoding = Optional.empty();

  @Option(
      names = "--sheet",
      paramLabel = "NAME",
      description =
          "Which sheet of a workbook is read (default: the first that is shown and holds"
              + " something).")
  Optional<String> sheet = Optional.empty();

  @Option(
      names = "--scratch",
      paramLabel = "DIR",
      description =
          "The folder where values lie that are more than the heap should hold, in files that are"
              + " gone when the program ends; if it is said, all lie there (default: an eighth of"
              + " the heap, and then the folder of temporary files).")
  Optional<Path> scratch = Optional.empty();

  /** Whether the user said anything. */
  boolean isGiven() {
    return !ofText().isEmpty() || missing.isPresent() || sheet.isPresent() || scratch.isPresent();
  }

  /** What the user said of how text is laid out. */
  private Given ofText() {
    Given all = new Given(List.of());
    all = header.isPresent() ? all.and("--[no-]header") : all;
    all = skip.isPresent() ? all.and("--skip") : all;
    all = decimal.isPresent() ? all.and("--decimal") : all;
    return all.and(ofSeparation());
  }

  /** What the user said of how values are told apart in text. */
  private Given ofSeparation() {
    Given all = new Given(List.of());
    all = separator.isPresent() ? all.and("--separator") : all;
    all = widths.isEmpty() ? all : all.and("--widths");
    all = encoding.isPresent() ? all.and("--encoding") : all;
    return comment.isPresent() ? all.and("--comment") : all;
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
        skip.or(usual::skip),
        separator,
        comment.or(usual::comment),
        decimal.or(usual::decimal),
        missing.map(CsvOptions::words).orElse(usual.missing()),
        widths.isEmpty() ? usual.widths() : Optional.of(widths),
        sheet.or(usual::sheet),
        encoding.or(usual::encoding));
  }

  private static MissingWords words(String text) {
    boolean alone = text.startsWith("=");
    String words = alone ? text.substring(1) : text;
    return new MissingWords(words.isEmpty() ? List.of() : List.of(words.split(",")), alone);
  }

  /**
   * Reads a table, of this layout.
   *
   * @param file or {@code -} for standard input
   * @param usual what holds where the user says nothing
   */
  Table read(Path file, CsvFormat usual, InputStream standard) {
    return StandardInput.isMeant(file)
        ? checked(CsvFile.read(standard, StandardInput.NAME, format(usual), room()))
        : read(file, usual);
  }

  /**
   * Has a file of sentences, whose commas and blanks say little, be separated as the one was that
   * was learned from, unless the user says otherwise.
   */
  void separatedAs(CsvFormat learned, Path file) {
    boolean isCsv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    if (separator.isEmpty() && (isCsv || StandardInput.isMeant(file))) {
      separator = learned.separator();
    }
  }

  /** The same of a file. */
  Table read(Path file, CsvFormat usual) {
    return checked(CsvFile.read(file, format(usual), room()));
  }

  /** The table of arrays that stand side by side. */
  Table arrays(List<ArrayFile> arrays, CsvFormat usual) {
    return checked(ArrayTable.of(arrays, format(usual).missing(), room()));
  }

  private Scratch room() {
    return scratch.map(Scratch::in).orElseGet(Scratch::usual);
  }

  /** What a database gives. */
  Table query(Query query, CsvFormat usual) {
    return checked(query.table(format(usual), room()));
  }

  /**
   * Of arrays, and of what knows its types, only what stands for no value can be said; of a
   * workbook nothing of what separates values.
   */
  private Table checked(Table table) {
    // Saved words may be of columns that another file lacks; what is said now is meant.
    missing.map(CsvOptions::words).ifPresent(said -> said.check(table));
    Form form = table.source().form();
    if (sheet.isPresent() && form != Form.EXCEL) {
      throw new ArgumentException(
          table.file() + ": --sheet names one of a workbook, but this is none; leave it out.");
    }
    Given separation = ofSeparation();
    if (!separation.isEmpty() && form == Form.EXCEL) {
      throw new ArgumentException(
          "%s: %s how text is laid out, but this is a workbook; leave %s out."
              .formatted(table.file(), separation.subject("says", "say"), separation.it()));
    }
    String is =
        switch (form) {
          case ARRAY -> "an array";
          case PARQUET -> "a Parquet file";
          case QUERY -> "what a database gives";
          case CSV, JSON_LINES, JSON, ARFF, LIBSVM, EXCEL -> "";
        };
    Given layout = ofText();
    if (!layout.isEmpty() && !is.isEmpty()) {
      throw new ArgumentException(
          "%s: %s how text is laid out, but this is %s, for which there is --missing alone; leave %s out."
              .formatted(table.file(), layout.subject("says", "say"), is, layout.it()));
    }
    return table;
  }

  /** Reads a name. */
  static final class DecimalConverter implements ITypeConverter<DecimalMark> {
    @Override
    public DecimalMark convert(String text) {
      return Choice.of("decimal mark", text, DecimalMark.values());
    }
  }

  /** Reads a name, or the characters. */
  static final class SeparatorConverter implements ITypeConverter<Separator> {
    @Override
    public Separator convert(String text) {
      try {
        return Separator.of(text);
      } catch (ArgumentException e) {
        List<String> names = Separator.named().stream().map(Separator::toString).toList();
        throw text.chars().anyMatch(Character::isLetter)
            ? Choice.unknown("separator", text, names)
            : new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a name of an encoding. */
  static final class EncodingConverter implements ITypeConverter<Charset> {
    private static final List<String> USUAL =
        List.of("UTF-8", "UTF-16", "UTF-16LE", "windows-1252", "ISO-8859-1", "ISO-8859-15");

    @Override
    public Charset convert(String text) {
      try {
        return Charset.forName(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "there is no encoding \"%s\" that this Java knows.%s There are, among others: %s."
                .formatted(text, Spelling.guess(text, USUAL), String.join(", ", USUAL)));
      }
    }
  }
}
