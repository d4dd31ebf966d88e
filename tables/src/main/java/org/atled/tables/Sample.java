package org.atled.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The first lines of a file, and what they tell of its layout. */
final class Sample {
  /**
   * In this order where several would do: a comma may be part of a number, a tab hardly is, and two
   * colons may stand in a name.
   */
  private static final List<Separator> LIKELIEST =
      List.of(
          Separator.TAB,
          Separator.SEMICOLON,
          Separator.PIPE,
          Separator.COMMA,
          Separator.DOUBLE_COLON);

  private static final Separator PIPES = Separator.of("||");

  private static final int LINES = 50;
  private static final Pattern BLANKS = Pattern.compile("\\S( {2,}| +\t|\t +|\t{2,})\\S");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?\\d+(,\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern SAID = Pattern.compile("\"?[Ss][Ee][Pp]=(.|::)\"?");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern ESCAPED = Pattern.compile("[^\\\\]\\\\\"");

  private final String text;

  /** What a first line {@code sep=;} says, which is no part of the table. */
  private final Optional<Separator> said;

  /** Those that are neither blank nor comments. */
  private final List<Line> lines;

  private final List<Line> comments;

  /**
   * A line; a line feed in quotes ends none.
   *
   * @param above how many lines of the file stand above it
   */
  private record Line(int above, String text) {}

  private Sample(String text, Optional<Separator> said, List<Line> lines, List<Line> comments) {
    this.text = text;
    this.said = said;
    this.lines = lines;
    this.comments = comments;
  }

  /**
   * Takes a sample.
   *
   * @param whole whether the text is all there is: otherwise its last line may be cut off
   * @param comment what comments begin with, where somebody said it
   */
  static Sample of(String text, boolean whole, Optional<String> comment) {
    String mark = comment.orElse(String.valueOf(Comments.USUAL));
    Sample marked = of(text, lines(text, whole, mark), mark);
    return comment.isPresent() || marked.areNoRows()
        ? marked
        : of(text, lines(text, whole, ""), "");
  }

  /**
   * The first so many lines that are not blank, and the comments among and above them.
   *
   * @param mark what comments begin with; empty if there are none
   */
  private static List<Line> lines(String text, boolean whole, String mark) {
    List<Line> lines = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    int above = 0;
    int feeds = 0;
    int rows = 0;
    for (int i = 0; i < text.length() && rows < LINES; i++) {
      char c = text.charAt(i);
      // A quote in a comment opens nothing.
      boolean commented = !mark.isEmpty() && text.startsWith(mark, start);
      quoted ^= c == '"' && !commented;
      boolean ends =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      feeds += ends ? 1 : 0;
      if (!quoted && ends) {
        Line line = new Line(above, text.substring(start, i));
        rows += commented || line.text.isBlank() ? 0 : 1;
        lines.add(line);
        start = i + 1;
        above = feeds;
      }
    }
    if (rows == 0 || (whole && rows < LINES)) {
      lines.add(new Line(above, text.substring(start)));
    }
    lines.removeIf(line -> line.text.isBlank());
    return lines;
  }

  private static Sample of(String text, List<Line> all, String mark) {
    Optional<Separator> said = all.isEmpty() ? Optional.empty() : said(all.getFirst().text);
    said.ifPresent(_ -> all.removeFirst());
    Map<Boolean, List<Line>> parts =
        all.stream()
            .collect(
                Collectors.partitioningBy(line -> !mark.isEmpty() && line.text.startsWith(mark)));
    return new Sample(
        text, said, parts.getOrDefault(false, List.of()), parts.getOrDefault(true, List.of()));
  }

  /** What a line says as Excel takes it. */
  private static Optional<Separator> said(String line) {
    Matcher said = SAID.matcher(line.strip());
    return said.matches() ? Separator.marked(said.group(1)) : Optional.empty();
  }

  /** Whether there are lines that begin as comments do, of other numbers of values than rows. */
  private boolean areNoRows() {
    if (lines.isEmpty() || comments.isEmpty()) {
      return false;
    }
    Separator separator = separator();
    Set<Integer> counts = counts(separator);
    return comments.stream().noneMatch(line -> counts.contains(separator.count(line.text)));
  }

  /**
   * The same of a file with a header, where pipes that stand two by two on every line separate
   * together: of a column between them there is no name and no value.
   */
  Separator separatorOfNamed() {
    Separator one = separator();
    boolean pairs =
        one.equals(Separator.PIPE)
            && lines.stream().allMatch(line -> 2 * PIPES.count(line.text) == one.count(line.text));
    return pairs ? PIPES : one;
  }

  /**
   * The separator that cuts all lines into the same number of values, else all but some at the top,
   * else the most frequent one of the first line. Blanks separate where nothing else does evenly.
   */
  Separator separator() {
    if (said.isPresent()) {
      return said.get();
    }
    Optional<Separator> even = lines.size() == 1 ? ofOneLine() : evenFrom(0);
    if (even.isPresent() && !isByBlanks(even.get())) {
      return even.get();
    }
    if (isEven(Separator.SPACE, 0)) {
      return hasCommasInNumbersAlone() ? Separator.SPACE : evenBelow().orElse(Separator.SPACE);
    }
    return even.or(this::evenBelow).orElseGet(this::frequent);
  }

  /**
   * Of a single line, which is even by any: one between whose values no other stands but for a
   * decimal comma, else the most frequent.
   */
  private Optional<Separator> ofOneLine() {
    String line = QUOTED.matcher(lines.getFirst().text).replaceAll("q");
    List<Separator> there = LIKELIEST.stream().filter(one -> one.count(line) > 0).toList();
    return there.stream()
        .filter(one ->
            Stream.of(line.split(Pattern.quote(one.mark), -1))
                .map(String::strip)
                .allMatch(value ->
                    DECIMAL.matcher(value).matches()
                        || there.stream().noneMatch(o -> value.contains(o.mark))))
        .findFirst()
        .or(() -> mostFrequent(line));
  }

  private Optional<Separator> evenFrom(int from) {
    return LIKELIEST.stream().filter(one -> isEven(one, from)).findFirst();
  }

  /** Whether each line has as many of them, and at least one. */
  private boolean isEven(Separator separator, int from) {
    return from < lines.size()
        && count(separator, from) > 0
        && lines.stream().skip(from).mapToInt(line -> separator.count(line.text)).distinct().count()
            == 1;
  }

  /** Whether blanks separate values, though another separator is even too. */
  private boolean isByBlanks(Separator even) {
    if (even.equals(Separator.DOUBLE_COLON)) {
      return isEven(Separator.SPACE, 0) && count(Separator.SPACE, 0) >= count(even, 0);
    }
    return even.equals(Separator.TAB)
        ? areAligned()
        : even.equals(Separator.COMMA) && areDecimals();
  }

  /** Runs of blanks stand between values, as those who align columns write them. */
  private boolean areAligned() {
    return isEven(Separator.SPACE, 0)
        && count(Separator.SPACE, 0) > count(Separator.TAB, 0)
        && lines.stream().allMatch(line -> BLANKS.matcher(line.text).find());
  }

  /** Whether the values between blanks are numbers whose commas cannot separate numbers. */
  private boolean areDecimals() {
    return isEven(Separator.SPACE, 0)
        && cells().allMatch(cell -> DECIMAL.matcher(cell).matches())
        && lines.stream()
            .flatMap(line -> Stream.of(line.text.split(",", -1)))
            .anyMatch(cell ->
                WrittenNumber.of(cell.strip())
                    .filter(one -> !Double.isNaN(one.number(DecimalMark.POINT)))
                    .isEmpty());
  }

  /**
   * Whether no other separator stands in the values between blanks, but for a decimal comma and the
   * two colons of an address or a name in C++.
   */
  private boolean hasCommasInNumbersAlone() {
    return cells()
        .allMatch(cell ->
            DECIMAL.matcher(cell).matches()
                || LIKELIEST.stream()
                    .noneMatch(
                        one -> !one.equals(Separator.DOUBLE_COLON) && cell.contains(one.mark)));
  }

  /** What stands between blanks. */
  private Stream<String> cells() {
    return lines.stream().flatMap(line -> Stream.of(line.text.strip().split("[ \t]+")));
  }

  /** Not two colons: what is named above values that have them would pass for a title. */
  private Optional<Separator> evenBelow() {
    return Stream.concat(LIKELIEST.stream(), Stream.of(Separator.SPACE))
        .filter(one -> !one.equals(Separator.DOUBLE_COLON))
        .filter(one -> preamble(one) > 0)
        .filter(one -> !one.equals(Separator.SPACE) || !areNumbersBelow())
        .findFirst();
  }

  /** Whether the blanks in all lines but the first are those of numbers: 12 %, 1 234. */
  private boolean areNumbersBelow() {
    return lines.stream().skip(1).allMatch(line -> WrittenNumber.of(line.text.strip()).isPresent());
  }

  private Separator frequent() {
    String first = lines.isEmpty() ? "" : lines.getFirst().text;
    return mostFrequent(first)
        .orElse(Separator.SPACE.count(first) > 0 ? Separator.SPACE : Separator.COMMA);
  }

  /** Of equally frequent ones the comma, but any before two colons, which may stand in a name. */
  private static Optional<Separator> mostFrequent(String line) {
    return LIKELIEST.reversed().stream()
        .max(
            Comparator.comparingInt((Separator one) -> one.count(line))
                .thenComparing(one -> !one.equals(Separator.DOUBLE_COLON)))
        .filter(one -> one.count(line) > 0);
  }

  private int count(Separator separator, int line) {
    return separator.count(lines.get(line).text);
  }

  /**
   * How many lines at the top belong to no table: those of another number of values than the even
   * ones below. One value less may be a header above lines that end with a separator.
   */
  private int preamble(Separator separator) {
    int last = lines.size() - 1;
    if (last < 2) {
      return 0;
    }
    int usual = count(separator, last);
    int from = last;
    while (from > 0 && count(separator, from - 1) == usual) {
      from--;
    }
    boolean isTitle =
        lines.stream()
            .limit(from)
            .mapToInt(line -> separator.count(line.text))
            .allMatch(count -> count == 0 || 2 * count < usual);
    return usual > 0 && isTitle && lines.size() - from > 1 ? from : 0;
  }

  /** How many lines of the file belong to a title above the first of the table. */
  int above(Separator separator) {
    int preamble = preamble(separator);
    boolean none = lines.isEmpty() || (preamble == 0 && said.isEmpty());
    return none ? 0 : lines.get(preamble).above;
  }

  /** How comments are told: as somebody said, or where lines begin with # that are no rows. */
  Optional<Comments> comments(CsvFormat asked, Separator separator) {
    if (asked.comment().isPresent()) {
      return asked
          .comment()
          .filter(mark -> !mark.isEmpty())
          .map(mark -> Comments.said(mark.charAt(0), separator));
    }
    return comments.isEmpty()
        ? Optional.empty()
        : Optional.of(Comments.guessed(separator, counts(separator)));
  }

  /** How many separators the lines of the table have. */
  private Set<Integer> counts(Separator separator) {
    return IntStream.range(preamble(separator), lines.size())
        .mapToObj(line -> count(separator, line))
        .collect(Collectors.toSet());
  }

  /** Whether quotes in quotes are escaped by a backslash. */
  boolean hasEscapes() {
    return ESCAPED
        .matcher(text)
        .results()
        .anyMatch(found -> found.end() < text.length() && !isEnd(found.end()));
  }

  private boolean isEnd(int at) {
    char c = text.charAt(at);
    return c == '\n'
        || c == '\r'
        || c == '"'
        || LIKELIEST.stream().anyMatch(one -> text.startsWith(one.mark, at));
  }
}
