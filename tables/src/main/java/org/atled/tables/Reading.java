package org.atled.tables;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of a column read as numbers in one way.
 *
 * @param numbers NaN where there is none
 * @param failures how many texts are there that are neither numbers nor stand for nothing
 * @param plain whether as programs write them
 */
record Reading(double[] numbers, int failures, Notation notation, boolean plain) {
  /** After so many texts of which half are no numbers, nobody looks further. */
  private static final int ENOUGH = 1000;

  /** Whether all that is there is numbers, and there is one. */
  boolean isWhole() {
    return failures == 0 && count() > 0;
  }

  int count() {
    return (int) Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).count();
  }

  /** Of texts that are no numbers whatever they look like. */
  static Reading none(int size) {
    double[] numbers = new double[size];
    Arrays.fill(numbers, Double.NaN);
    return new Reading(numbers, 0, Notation.PLAIN, true);
  }

  /** As programs write them. */
  static Reading plain(Texts texts, Missing missing, BitSet absent) {
    double[] numbers = new double[texts.size()];
    int failures = 0;
    for (int row = 0; row < numbers.length; row++) {
      // -0.0 and 0.0 are one number, and one label.
      numbers[row] = absent.get(row) ? Double.NaN : Numeral.parse(texts.get(row)) + 0.0;
      if (!absent.get(row) && Double.isNaN(numbers[row])) {
        failures += missing.isAmongNumbers(texts.get(row)) ? 0 : 1;
      }
    }
    return new Reading(numbers, failures, Notation.PLAIN, true);
  }

  /**
   * As people write them for people; nothing if they are of different units.
   *
   * @param unit what they may have, also if there is but one value; none: it is seen
   */
  static Optional<Reading> written(
      Texts texts, Missing missing, BitSet absent, DecimalMark mark, Optional<String> unit) {
    double[] numbers = new double[texts.size()];
    Arrays.fill(numbers, Double.NaN);
    Map<String, Integer> units = new HashMap<>();
    boolean money = false;
    boolean grouped = false;
    int read = 0;
    int failures = 0;
    for (int row = 0; row < numbers.length; row++) {
      String text = texts.get(row);
      if (absent.get(row) || missing.isAmongNumbers(text)) {
        continue;
      }
      Optional<WrittenNumber> written = WrittenNumber.of(text);
      double number = written.map(one -> one.number(mark)).orElse(Double.NaN) + 0.0;
      if (Double.isNaN(number)) {
        failures++;
        if (failures > ENOUGH && failures > read) {
          return Optional.empty();
        }
        continue;
      }
      numbers[row] = number;
      read++;
      units.merge(written.orElseThrow().unit(), 1, Integer::sum);
      money |= written.orElseThrow().currency();
      grouped |= written.orElseThrow().isGrouped(mark) && hasMark(written.orElseThrow());
    }
    if (read == 0) {
      return Optional.empty();
    }
    int bare = units.getOrDefault("", 0);
    units.remove("");
    String found = units.isEmpty() ? "" : units.keySet().iterator().next();
    boolean said = unit.isPresent() && (found.isEmpty() || found.equals(unit.get()));
    boolean shared =
        units.isEmpty()
            || (units.size() == 1 && (money || (bare == 0 && severalOf(numbers) && failures == 0)));
    return said || (unit.isEmpty() && shared)
        ? Optional.of(new Reading(numbers, failures, new Notation(mark, found, grouped), false))
        : Optional.empty();
  }

  private static boolean hasMark(WrittenNumber written) {
    return !written.digits().chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean severalOf(double[] numbers) {
    return Arrays.stream(numbers)
            .filter(number -> !Double.isNaN(number))
            .distinct()
            .limit(2)
            .count()
        > 1;
  }

  /** Whether some are codes, and all are digits alone. */
  static boolean areCodes(Texts texts, Missing missing, BitSet absent) {
    return present(texts, missing, absent).anyMatch(Numeral::isCode)
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
    for (int row = 0; row < numbers.length; row++) {
      if (missing.isNumber(numbers[row])
          || (isNone(row) && missing.isAmongNumbers(texts.get(row)))) {
        absent.set(row);
        numbers[row] = Double.NaN;
      }
    }
    return absent;
  }

  private boolean isNone(int row) {
    return Double.isNaN(numbers[row]);
  }
}
