package org.atled.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** In which form a table lies in its file. */
public enum Form {
  /** Values that are separated, or cut at places. */
  CSV("as CSV", "csv"),
  /** An object in braces on each line. */
  JSON_LINES("as JSON lines", "jsonl|ndjson"),
  /** Objects in braces, in one array. */
  JSON("as a JSON array", "json"),
  /** Weka's: attributes are declared, then come rows. */
  ARFF("as ARFF", "arff"),
  /** A label, and then {@code index:value} for each that is not 0. */
  LIBSVM("as libsvm writes it", "libsvm|svm|svmlight"),
  /** NumPy's: [rows, columns]. */
  ARRAY("in an array", "npy|npz"),
  /** Columns of known types, packed one by one. Read by a module of its own. */
  PARQUET("as Parquet", "parquet|pq"),
  /** A sheet of Excel's. Read by a module of its own. */
  EXCEL("in a workbook", "xlsx|xlsm"),
  /** Rows that a database gave. Asked by a module of its own. */
  QUERY("by a query", "");

  private static final Pattern OBJECT = Pattern.compile("\\{\\s*(\"|\\}).*", Pattern.DOTALL);
  private static final Pattern OBJECTS = Pattern.compile("\\[\\s*\\{.*", Pattern.DOTALL);
  private static final Pattern RELATION =
      Pattern.compile("(?i)(%.*\\R|\\s)*@relation\\b.*", Pattern.DOTALL);
  private static final Pattern SPARSE =
      Pattern.compile("[-+]?[\\d.]+(\\s+qid:\\d+)?(\\s+\\d+:[-+.\\deE]+)+\\s*(#.*)?");
  private static final Pattern TIMES = Pattern.compile("\\S+(\\s+\\d{1,2}:[0-5]\\d)+\\s*");
  private static final Pattern INDEX = Pattern.compile("\\s(\\d+):");

  /** Lines of which each must be so. */
  private static final int ENOUGH = 3;

  private final String phrase;
  private final Pattern ending;

  Form(String phrase, String endings) {
    this.phrase = phrase;
    this.ending = Pattern.compile("(?i).*\\.(" + endings + ")(\\.(gz|zip))?");
  }

  /**
   * The form of a file: by how its text begins, and else by its name.
   *
   * @param start of its text
   */
  static Form of(Path file, String start) {
    String text = start.strip();
    if (OBJECT.matcher(text).matches()) {
      return JSON_LINES;
    }
    if (OBJECTS.matcher(text).matches()) {
      return JSON;
    }
    if (RELATION.matcher(text).matches()) {
      return ARFF;
    }
    Optional<Form> named =
        Stream.of(JSON_LINES, JSON, ARFF, LIBSVM).filter(form -> form.isNamedSo(file)).findFirst();
    return named.orElseGet(() -> isSparse(text) ? LIBSVM : CSV);
  }

  /** Whether the name of a file ends as those of this form do. */
  boolean isNamedSo(Path file) {
    return ending.matcher(file.toString()).matches();
  }

  /** Whether the first lines are a label and pairs whose indices ascend, and not all are times. */
  private static boolean isSparse(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(ENOUGH).toList();
    return lines.size() == ENOUGH
        && lines.stream().allMatch(line -> SPARSE.matcher(line).matches() && ascends(line))
        && !lines.stream().allMatch(line -> TIMES.matcher(line).matches());
  }

  private static boolean ascends(String line) {
    double before = -1;
    for (MatchResult index : INDEX.matcher(line).results().toList()) {
      double here = Double.parseDouble(index.group(1));
      if (here <= before) {
        return false;
      }
      before = here;
    }
    return true;
  }

  /** {@code as JSON lines}. */
  @Override
  public String toString() {
    return phrase;
  }

  /** {@code json-lines}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
