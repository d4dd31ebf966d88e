package org.atled.tables;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides how the columns of a file are read: each by its own values, and where these allow both
 * decimal marks, as in the file's other columns.
 */
final class Columns {
  private static final Pattern IN_THOUSANDS = Pattern.compile("[-+]?[1-9]\\d{0,2}(\\.\\d{3})+");

  private final MissingByColumn missing;
  private final Optional<DecimalMark> said;
  private final Separator separator;

  private Columns(CsvFormat format, Separator separator) {
    this.missing = new MissingByColumn(format.missing());
    this.said = format.decimal();
    this.separator = separator;
  }

  /**
   * A column whose values are there.
   *
   * @param named whether the header has its name
   * @param levels where the file says that it is text: its values in their order, or none if they
   *     have no order
   * @param type where the file says what it is
   * @param typed whether the file tells numbers from texts, so that nobody wrote these for people
   */
  record Named(
      String name,
      int index,
      boolean named,
      Texts texts,
      Optional<List<String>> levels,
      Optional<ValueType> type,
      boolean typed) {
    /** A column whose type is seen, unless it has levels. */
    Named(String name, int index, boolean named, Texts texts, Optional<List<String>> levels) {
      this(name, index, named, texts, levels, Optional.empty(), false);
    }

    /** The same of a file that may tell numbers from texts. */
    Named(
        String name,
        int index,
        boolean named,
        Texts texts,
        Optional<List<String>> levels,
        boolean typed) {
      this(name, index, named, texts, levels, Optional.empty(), typed);
    }

    /** A column whose type the file says. */
    Named(String name, int index, boolean named, Texts texts, ValueType type) {
      this(name, index, named, texts, levels(type), Optional.of(type), true);
    }

    /** The same column with values in an order that somebody says. */
    Named withLevels(List<String> values) {
      return new Named(name, index, named, texts, Optional.of(values), type, typed);
    }

    private static Optional<List<String>> levels(ValueType type) {
      return switch (type) {
        case NUMBER, DATE -> Optional.empty();
        case TEXT -> Optional.of(List.of());
        case TRUTH -> Optional.of(List.of("false", "true"));
      };
    }

    private boolean is(ValueType wanted) {
      return type.equals(Optional.of(wanted));
    }
  }

  /** What a column may be. */
  private record Draft(
      Named named,
      BitSet absent,
      Reading plain,
      Optional<Reading> point,
      Optional<Reading> comma,
      boolean either) {
    boolean isOnly(DecimalMark mark) {
      boolean points =
          (plain.isWhole() && hasPoint()) || point.filter(Reading::isWhole).isPresent();
      boolean commas = comma.filter(Reading::isWhole).isPresent();
      return !either && (mark == DecimalMark.POINT ? points && !commas : commas && !points);
    }

    private boolean hasPoint() {
      return IntStream.range(0, named.texts.size())
          .anyMatch(row -> !absent.get(row) && Columns.hasPoint(named.texts, row));
    }
  }

  static List<Column> of(List<Named> named, CsvFormat format, Separator separator) {
    Columns columns = new Columns(format, separator);
    List<Draft> drafts = named.stream().map(columns::draft).toList();
    boolean points = drafts.stream().anyMatch(draft -> draft.isOnly(DecimalMark.POINT));
    boolean commas = drafts.stream().anyMatch(draft -> draft.isOnly(DecimalMark.COMMA));
    Optional<DecimalMark> others =
        points == commas
            ? Optional.empty()
            : Optional.of(points ? DecimalMark.POINT : DecimalMark.COMMA);
    List<Column> done = new ArrayList<>();
    for (Draft draft : drafts) {
      Column column = columns.column(draft, columns.said.or(() -> others));
      done.add(
          draft.named.levels.isPresent()
              ? column.declaredText()
              : draft.named.is(ValueType.DATE) ? column.asDates(DateOrder.YEAR_FIRST) : column);
    }
    return done;
  }

  /** What stands for no value in a column. */
  private Missing missing(Named named) {
    return missing.of(named.name, named.index, named.levels.isPresent());
  }

  private Draft draft(Named named) {
    Texts texts = named.texts;
    Missing missing = missing(named);
    BitSet absent = missing.absent(texts);
    Reading plain = Reading.plain(texts, missing, absent);
    if (absent.cardinality() == texts.size()
        || named.is(ValueType.NUMBER)
        || (plain.isWhole() && (named.typed || !mayBeThousands(texts, absent)))) {
      return new Draft(named, absent, plain, Optional.empty(), Optional.empty(), false);
    }
    Optional<Reading> point = written(texts, missing, absent, DecimalMark.POINT);
    Optional<Reading> comma = written(texts, missing, absent, DecimalMark.COMMA);
    boolean either =
        point.filter(Reading::isWhole).isPresent()
            && comma.filter(Reading::isWhole).isPresent()
            && !point.get().isSame(comma.get());
    return new Draft(named, absent, plain, point, comma, either);
  }

  private static Optional<Reading> written(
      Texts texts, Missing missing, BitSet absent, DecimalMark mark) {
    return Reading.written(texts, missing, absent, mark, Optional.empty());
  }

  private static boolean hasPoint(Texts texts, int row) {
    return texts.isNumber(row)
        ? Packed.decimals(texts.value(row)) > 0
        : texts.get(row).indexOf('.') >= 0;
  }

  /** Whether each value with a point may have it between thousands. */
  private static boolean mayBeThousands(Texts texts, BitSet absent) {
    boolean some = false;
    for (int row = 0; row < texts.size(); row++) {
      if (!absent.get(row) && hasPoint(texts, row)) {
        boolean three = !texts.isNumber(row) || Packed.decimals(texts.value(row)) == 3;
        if (!three || !IN_THOUSANDS.matcher(texts.get(row)).matches()) {
          return false;
        }
        some = true;
      }
    }
    return some;
  }

  private Column column(Draft draft, Optional<DecimalMark> likely) {
    Reading best = best(draft, likely);
    Texts texts = draft.named.texts;
    Missing missing = missing(draft.named);
    boolean numeric =
        (best.isWhole() && !Reading.areCodes(texts, missing, draft.absent))
            || draft.absent.cardinality() == texts.size();
    BitSet absent = numeric ? best.absent(texts, missing, draft.absent) : draft.absent;
    return new Column(
        draft.named, missing, absent, best, numeric, draft.either && likely.isEmpty());
  }

  /** The way in which all are numbers; else that in which most are. */
  private Reading best(Draft draft, Optional<DecimalMark> likely) {
    DecimalMark mark =
        likely.orElse(
            !draft.plain.isWhole() && separator.equals(Separator.SEMICOLON)
                ? DecimalMark.COMMA
                : DecimalMark.POINT);
    Optional<Reading> first = mark == DecimalMark.POINT ? draft.point : draft.comma;
    Optional<Reading> other = mark == DecimalMark.POINT ? draft.comma : draft.point;
    Optional<Reading> second = said.isPresent() ? Optional.empty() : other;
    if (draft.plain.isWhole() && !(draft.either && mark == DecimalMark.COMMA)) {
      return draft.plain;
    }
    return Stream.of(first, second)
        .flatMap(Optional::stream)
        .filter(Reading::isWhole)
        .findFirst()
        .or(() ->
            Stream.of(Optional.of(draft.plain), first, second)
                .flatMap(Optional::stream)
                .min(Comparator.comparingInt(Reading::failures)))
        .orElse(draft.plain);
  }
}
