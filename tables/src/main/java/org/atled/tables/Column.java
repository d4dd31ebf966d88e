package org.atled.tables;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table: its values as they stand in the file, and as numbers where all of them are.
 */
public final class Column {
  private static final int LONGEST_SHOWN = 60;
  private static final double[] NONE = {};

  /** More digits than are packed, and no more than are looked at. */
  private static final Pattern WHOLE = Pattern.compile("-?[1-9]\\d{17,40}");

  private static final int SHORT = 17;

  private static final Pattern UNNAMED = Pattern.compile("Unnamed: \\d+(\\.\\d+)*");

  private final Columns.Named values;
  private final Missing words;
  private final BitSet absent;
  private final Reading reading;
  private final boolean numeric;
  private final boolean either;
  private final Use use;

  /** Whether what is packed as a number is one, and never missing. */
  private final boolean packed;

  private final double[] numbers;

  private final AtomicReference<@Nullable Outline> outline = new AtomicReference<>();

  /** What somebody said a column is to be learned as, whatever its values look like. */
  private sealed interface Use {
    /** As what it looks. */
    record Seen() implements Use {}

    /**
     * As text.
     *
     * @param declared by the file, not by somebody
     */
    record Text(boolean declared) implements Use {}

    record Dates(DateOrder order) implements Use {}
  }

  /**
   * @param words what stands for no value
   * @param absent the rows that have none
   * @param either whether its values allow both decimal marks, and nothing else told which
   */
  Column(
      Columns.Named values,
      Missing words,
      BitSet absent,
      Reading reading,
      boolean numeric,
      boolean either) {
    this(values, words, absent, reading, numeric, either, new Use.Seen());
  }

  private Column(
      Columns.Named values,
      Missing words,
      BitSet absent,
      Reading reading,
      boolean numeric,
      boolean either,
      Use use) {
    this.values = values;
    this.words = words;
    this.absent = absent;
    this.reading = reading;
    this.numeric = numeric;
    this.either = either;
    this.use = use;
    this.packed = reading.packed() && !words.hasNumbers();
    this.numbers = numeric && packed ? reading.array().orElse(NONE) : NONE;
  }

  /** What the header calls it; without a header its index; {@code #2} if it has no name there. */
  public String name() {
    return values.name();
  }

  /** Counted from 0. */
  public int index() {
    return values.index();
  }

  /** Whether the header names it. */
  boolean isNamed() {
    return values.named();
  }

  /** Whether the header leaves it without a name, or says so as pandas does. */
  boolean isUnnamed() {
    return !isNamed() || UNNAMED.matcher(name()).matches();
  }

  /** {@code column "rooms"}; without a name {@code column 4 (from 0)}. */
  public String title() {
    return isNamed() ? "column \"" + shortened(name()) + "\"" : "column " + index() + " (from 0)";
  }

  /** How many values there are, missing ones among them. */
  public int size() {
    return values.texts().size();
  }

  /** A value as it stands in the file, without white space around it. */
  public String text(int row) {
    return values.texts().get(row);
  }

  /** A value for a message: in quotes, and cut off where it is long. */
  String shown(int row) {
    return "\"" + shortened(text(row)) + "\"";
  }

  /** Text for a message, cut off where it is long. */
  static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** Where its values lie. */
  Scratch scratch() {
    return values.texts().scratch();
  }

  /** How its numbers lie, seen once. */
  Outline outline() {
    Outline known = outline.get();
    if (known == null) {
      known = Outline.of(this);
      outline.set(known);
    }
    return known;
  }

  /** Whether there is no value in a row. */
  public boolean isMissing(int row) {
    return absent.get(row);
  }

  /** How many values are missing. */
  public int missing() {
    return absent.cardinality();
  }

  /** Whether every value that is there is a number. */
  public boolean isNumeric() {
    return numeric;
  }

  /** A value as a number, NaN where it is missing or none. */
  public double number(int row) {
    if (numbers.length > 0) {
      return numbers[row];
    }
    if (packed) {
      long value = values.texts().value(row);
      if (Packed.isNumber(value)) {
        return Packed.number(value);
      }
    }
    return absent.get(row) ? Double.NaN : reading.number(row);
  }

  /** How its numbers are written. */
  public Notation notation() {
    return reading.notation();
  }

  /** The first so many different values as they stand in the file, in order of appearance. */
  List<String> distinctTexts(int most) {
    return IntStream.range(0, size())
        .filter(row -> !isMissing(row))
        .mapToObj(this::text)
        .distinct()
        .limit(most)
        .toList();
  }

  /** What the file declares as its values, in their order, where it does. */
  Optional<List<String>> levels() {
    return values.levels();
  }

  /** Whether somebody said that it is text, or the file does. */
  boolean isSaidText() {
    return use instanceof Use.Text;
  }

  /** Whether it may be learned as dates if somebody says so. */
  boolean mayBeDates() {
    return !numeric && !use.equals(new Use.Text(false));
  }

  /** Whether the file says that it is dates. */
  boolean isDeclaredDates() {
    return dates().isPresent() && values.type().equals(Optional.of(ValueType.DATE));
  }

  /** How its dates are written, where it is learned as dates. */
  public Optional<DateOrder> dates() {
    return use instanceof Use.Dates(DateOrder order) ? Optional.of(order) : Optional.empty();
  }

  /** When a value was, in days since 1970, where it is a date in this order. */
  public OptionalDouble day(int row, DateOrder order) {
    return Moment.of(text(row).strip(), order)
        .flatMap(moment -> moment.date().map(date -> date.toEpochDay() + moment.hour() / 24))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  /** Whether a value would stand for no date: as for no number. */
  boolean isNoDate(int row) {
    return words.isAlways(text(row)) || words.isAmongNumbers(text(row));
  }

  /** How many of its values are texts though others are numbers. */
  int odd() {
    return reading.failures();
  }

  /** Whether a value is such a text. */
  boolean isOdd(int row) {
    return !isMissing(row) && Double.isNaN(number(row)) && !words.isAmongNumbers(text(row));
  }

  /** What is worth telling of how its numbers were read. */
  Optional<String> remark() {
    if (dates().isPresent()) {
      return remark(dates().get());
    }
    int shown = -1;
    for (int row = 0; numeric && !reading.plain() && row < size(); row++) {
      // A zero shows little.
      boolean shows = shown < 0 || number(row) != 0;
      if (shows && !isMissing(row) && Numeral.parse(text(row)) != number(row)) {
        shown = row;
        if (number(row) != 0) {
          break;
        }
      }
    }
    return shown < 0
        ? tooGreat()
        : Optional.of(title() + ": " + notation().remark(text(shown), number(shown)));
  }

  /** Whole numbers that are no doubles, as identifiers of 64 bits are: others become the same. */
  private Optional<String> tooGreat() {
    if (!numeric) {
      return Optional.empty();
    }
    return values
        .texts()
        .great()
        .filter(this::isRounded)
        .mapToObj(row ->
            title()
                + ": "
                + shown(row)
                + " is read as "
                + new BigDecimal(number(row)).toPlainString()
                + ", as are its neighbours: whole numbers beyond 2^53 are rounded; --text "
                + shortened(name())
                + " if they name things")
        .findFirst();
  }

  private boolean isRounded(int row) {
    long value = values.texts().value(row);
    if (Packed.isNumber(value)) {
      return Packed.decimals(value) == 0
          && Packed.digits(value) > Packed.EXACT
          && (long) (double) Packed.digits(value) != Packed.digits(value);
    }
    if (!values.texts().isLonger(row, SHORT) || !WHOLE.matcher(text(row)).matches()) {
      return false;
    }
    return new BigDecimal(text(row)).compareTo(new BigDecimal(number(row))) != 0;
  }

  private Optional<String> remark(DateOrder order) {
    return IntStream.range(0, size())
        .filter(row -> !isMissing(row))
        .filter(row -> order != DateOrder.YEAR_FIRST || Moment.isCompact(text(row)))
        .mapToObj(row ->
            Moment.of(text(row), order)
                .flatMap(Moment::date)
                .map(date -> title() + ": " + shown(row) + " is read as " + date))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * The same column as it is to be read where its values leave a choice: as in the table that a
   * model learned from.
   */
  Column as(Notation learned) {
    if (numeric && !either && learned.suffixed() == notation().suffixed()) {
      return this;
    }
    return Reading.written(values.texts(), words, absent, learned.decimal(), Optional.of(learned))
        .filter(Reading::isWhole)
        .map(other ->
            new Column(
                values, words, other.absent(values.texts(), words, absent), other, true, false))
        .orElse(this);
  }

  /** The same column as texts: no value is missing but what is missing among texts. */
  Column asText() {
    if (!numeric) {
      return this;
    }
    BitSet none = words.absent(values.texts());
    return new Column(values, words, none, reading, false, false);
  }

  /** The same column as text, as somebody said: nothing in it is taken for a number. */
  Column saidText() {
    return text(new Use.Text(false));
  }

  /** The same column as text, as the file declares it. */
  Column declaredText() {
    return text(new Use.Text(true));
  }

  /** The same column as text that is declared to be some values in their order. */
  Column withLevels(List<String> levels) {
    return new Column(
        values.withLevels(levels),
        words,
        asText().absent,
        Reading.none(size()),
        false,
        false,
        new Use.Text(true));
  }

  private Column text(Use said) {
    return new Column(values, words, asText().absent, Reading.none(size()), false, false, said);
  }

  /** The same column as dates that are written in this order. */
  Column asDates(DateOrder order) {
    BitSet none = new BitSet();
    for (int row = 0; row < size(); row++) {
      none.set(row, isNoDate(row));
    }
    Reading no = Reading.none(size());
    return new Column(values, words, none, no, false, false, new Use.Dates(order));
  }

  @Override
  public String toString() {
    return title() + " (" + size() + (numeric ? " numbers)" : " texts)");
  }
}
