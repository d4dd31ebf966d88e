package org.atled.tables;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of a column read as numbers in one way.
 *
 * @param numbers by row, NaN where there is none
 * @param size how many rows there are
 * @param count how many of them have a number
 * @param failures how many texts are there that are neither numbers nor stand for nothing
 * @param plain whether as programs write them
 * @param packed whether they are not kept, but are those of the texts
 * @param array all of them, where the heap has room for that
 */
record Reading(
    IntToDoubleFunction numbers,
    int size,
    int count,
    int failures,
    Notation notation,
    boolean plain,
    boolean packed,
    Optional<double[]> array) {
  /** After so many texts of which half are no numbers, nobody looks further. */
  private static final int ENOUGH = 1000;

  /** Where one value in so many is not packed, all numbers are kept. */
  private static final int SLOW = 16;

  private static final long NOTHING = Double.doubleToRawLongBits(Double.NaN);

  /** Whether all that is there is numbers, and there is one. */
  boolean isWhole() {
    return failures == 0 && count > 0;
  }

  /** A number, NaN where there is none. */
  double number(int row) {
    return numbers.applyAsDouble(row);
  }

  /** Of texts that are no numbers whatever they look like. */
  static Reading none(int size) {
    return new Reading(_ -> Double.NaN, size, 0, 0, Notation.PLAIN, true, false, Optional.empty());
  }

  /** As programs write them. */
  static Reading plain(Texts texts, Missing missing, BitSet absent) {
    int[] others = texts.others().filter(row -> !absent.get(row)).toArray();
    int failures = 0;
    int count = missing.hasNumbers() ? present(texts, absent) : texts.numbers();
    for (int row : others) {
      if (Double.isNaN(texts.number(row))) {
        failures += missing.isAmongNumbers(texts.get(row)) ? 0 : 1;
      } else {
        count++;
      }
    }
    boolean quick = SLOW * (long) (texts.size() - texts.numbers()) <= texts.size();
    IntToDoubleFunction numbers = row -> absent.get(row) ? Double.NaN : texts.number(row);
    return new Reading(
        quick ? numbers : kept(numbers, texts.size(), texts.scratch()),
        texts.size(),
        count,
        failures,
        Notation.PLAIN,
        true,
        quick,
        quick && texts.scratch().keeps(texts.size())
            ? Optional.of(missing.hasNumbers() ? array(numbers, texts.size()) : texts.array(absent))
            : Optional.empty());
  }

  /** How many packed numbers stand for some value. */
  private static int present(Texts texts, BitSet absent) {
    return (int)
        IntStream.range(0, texts.size())
            .filter(row -> texts.isNumber(row) && !absent.get(row))
            .count();
  }

  private static double[] array(IntToDoubleFunction numbers, int size) {
    double[] array = new double[size];
    for (int row = 0; row < size; row++) {
      array[row] = numbers.applyAsDouble(row);
    }
    return array;
  }

  /** Numbers that are read once. */
  private static IntToDoubleFunction kept(IntToDoubleFunction numbers, int size, Scratch scratch) {
    Longs kept = new Longs(scratch);
    for (int row = 0; row < size; row++) {
      kept.add(Double.doubleToRawLongBits(numbers.applyAsDouble(row)));
    }
    return row -> Double.longBitsToDouble(kept.get(row));
  }

  /**
   * As people write them for people; nothing if they are of different units.
   *
   * @param learned how numbers were written that these are to be like, also if there is but one
   *     value; none: units and suffixes are seen
   */
  static Optional<Reading> written(
      Texts texts, Missing missing, BitSet absent, DecimalMark mark, Optional<Notation> learned) {
    boolean suffixes = learned.map(Notation::suffixed).orElse(true);
    Written all = new Written(texts, mark);
    if (!all.read(missing, absent, suffixes)) {
      return Optional.empty();
    }
    // Of letters that are units elsewhere in the column, or are none that surely count thousands.
    if (learned.isEmpty() && all.areUnits()) {
      all = new Written(texts, mark);
      if (!all.read(missing, absent, false)) {
        return Optional.empty();
      }
    }
    return all.reading(learned);
  }

  /** Values of a column as they are being read. */
  private static final class Written {
    private final Texts texts;
    private final DecimalMark mark;
    private final Longs numbers;
    private final Map<String, Integer> units = new HashMap<>();
    private final Set<Suffix> suffixes = EnumSet.noneOf(Suffix.class);
    private boolean money;
    private boolean grouped;
    private int read;
    private int failures;

    Written(Texts texts, DecimalMark mark) {
      this.texts = texts;
      this.mark = mark;
      this.numbers = new Longs(texts.scratch());
    }

    /** Reads all values, of which so many are numbers that somebody should look further. */
    boolean read(Missing missing, BitSet absent, boolean bySuffixes) {
      for (int row = 0; row < texts.size(); row++) {
        String text = texts.get(row);
        if (absent.get(row) || missing.isAmongNumbers(text)) {
          numbers.add(NOTHING);
          continue;
        }
        Optional<WrittenNumber> written =
            WrittenNumber.of(text).flatMap(one -> bySuffixes ? Optional.of(one) : one.bySuffix());
        double number = written.map(one -> one.number(mark)).orElse(Double.NaN) + 0.0;
        if (Double.isNaN(number)) {
          numbers.add(NOTHING);
          failures++;
          if (failures > ENOUGH && failures > read) {
            return false;
          }
          continue;
        }
        numbers.add(Double.doubleToRawLongBits(number));
        read++;
        add(written.orElseThrow());
      }
      return read > 0;
    }

    private void add(WrittenNumber one) {
      units.merge(one.unit(), 1, Integer::sum);
      money |= one.currency();
      grouped |= one.isGrouped(mark) && hasMark(one);
      if (!one.suffix().isEmpty()) {
        suffixes.add(Suffix.of(one.suffix()));
      }
    }

    boolean areUnits() {
      return !suffixes.isEmpty()
          && ((!money && suffixes.stream().noneMatch(Suffix::isSure))
              || units.keySet().stream()
                  .anyMatch(unit -> !unit.isEmpty() && Suffix.of(unit) != Suffix.NONE));
    }

    Optional<Reading> reading(Optional<Notation> learned) {
      int bare = units.getOrDefault("", 0);
      units.remove("");
      String found = units.isEmpty() ? "" : units.keySet().iterator().next();
      boolean said = learned.isPresent() && (found.isEmpty() || found.equals(learned.get().unit()));
      boolean shared =
          units.isEmpty()
              || (units.size() == 1
                  && (money || (bare == 0 && severalOf(numbers) && failures == 0)));
      return read > 0 && (said || (learned.isEmpty() && shared))
          ? Optional.of(
              new Reading(
                  row -> Double.longBitsToDouble(numbers.get(row)),
                  texts.size(),
                  read,
                  failures,
                  new Notation(mark, found, grouped, !suffixes.isEmpty()),
                  false,
                  false,
                  Optional.empty()))
          : Optional.empty();
    }
  }

  private static boolean hasMark(WrittenNumber written) {
    return !written.digits().chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean severalOf(Longs numbers) {
    return IntStream.range(0, numbers.size())
            .mapToLong(numbers::get)
            .filter(bits -> bits != NOTHING)
            .distinct()
            .limit(2)
            .count()
        > 1;
  }

  /** Whether some are codes, and all are digits alone. */
  static boolean areCodes(Texts texts, Missing missing, BitSet absent) {
    return texts.others().anyMatch(row -> Numeral.isCode(texts.get(row)))
        && present(texts, missing, absent).anyMatch(Numeral::isCode)
        && present(texts, missing, absent)
            .allMatch(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  private static Stream<String> present(Texts texts, Missing missing, BitSet absent) {
    return IntStream.range(0, texts.size())
        .filter(row -> !absent.get(row))
        .mapToObj(texts::get)
        .filter(text -> !missing.isAmongNumbers(text));
  }

  /** Rows whose value is missing if the column is numbers. */
  BitSet absent(Texts texts, Missing missing, BitSet always) {
    BitSet absent = (BitSet) always.clone();
    boolean few = plain && !missing.hasNumbers();
    IntStream rows = few ? texts.others() : IntStream.range(0, size);
    rows.forEach(row -> {
      double number = number(row);
      if (missing.isNumber(number)
          || (Double.isNaN(number) && missing.isAmongNumbers(texts.get(row)))) {
        absent.set(row);
      }
    });
    return absent;
  }

  /** Whether another way of reading gives the same numbers. */
  boolean isSame(Reading other) {
    return IntStream.range(0, size)
        .allMatch(row -> Double.compare(number(row), other.number(row)) == 0);
  }
}
