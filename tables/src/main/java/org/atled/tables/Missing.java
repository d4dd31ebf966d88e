package org.atled.tables;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What stands for no value, in any case. */
final class Missing {
  private static final Set<String> ALWAYS =
      Set.of("na", "n/a", "nan", "null", "?", "\\n", "#n/a", "#na");

  /** Among texts these may well be classes: "none" of a colour, "-" of a blood test. */
  private static final Set<String> AMONG_NUMBERS =
      Set.of(
          "none", "nil", "-", "--", "\u2013", "\u2014", ".", "#div/0!", "#value!", "#null!",
          "#num!", "#name?", "#ref!");

  private static final int KNOWN = 1 << 8;

  private final Set<String> always;
  private final Set<String> amongNumbers;
  private final Set<Double> numbers;
  private final int longest;

  private Missing(Set<String> always, Set<String> amongNumbers) {
    this.always = always;
    this.amongNumbers = amongNumbers;
    this.numbers =
        always.stream()
            .map(Numeral::parse)
            .filter(number -> !Double.isNaN(number))
            .collect(Collectors.toUnmodifiableSet());
    Set<String> all = new HashSet<>(always);
    all.addAll(amongNumbers);
    this.longest = all.stream().mapToInt(String::length).max().orElse(0);
  }

  /** The usual words and these; or these alone. */
  static Missing of(MissingWords said) {
    Set<String> always = new HashSet<>(said.alone() ? Set.of() : ALWAYS);
    said.words().forEach(word -> always.add(word.strip().toLowerCase(Locale.ROOT)));
    return new Missing(always, said.alone() ? Set.of() : AMONG_NUMBERS);
  }

  /** These words alone: a column whose texts the file declares has "NA" as it has others. */
  static Missing ofDeclared(MissingWords said) {
    return of(new MissingWords(said.words(), true));
  }

  /** The rows of a column whose values stand for nothing, whatever else it holds. */
  BitSet absent(Texts texts) {
    BitSet absent = new BitSet();
    long[] values = new long[KNOWN];
    boolean[] known = new boolean[KNOWN];
    values[0] = -1;
    IntStream rows = numbers.isEmpty() ? texts.others() : IntStream.range(0, texts.size());
    rows.forEach(row -> {
      long value = texts.value(row);
      int place = Long.hashCode(value) & (KNOWN - 1);
      if (values[place] != value) {
        values[place] = value;
        known[place] = isAlways(texts.get(row));
      }
      if (known[place]) {
        absent.set(row);
      }
    });
    return absent;
  }

  /** Whether numbers may stand for no value. */
  boolean hasNumbers() {
    return !numbers.isEmpty();
  }

  /** Whether a text usually stands for no value. */
  static boolean isUsually(String text) {
    return text.isEmpty() || ALWAYS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether a text stands for no value, whatever else its column holds. */
  boolean isAlways(String text) {
    return text.isEmpty() || isIn(always, text);
  }

  /** Whether a text stands for no value in a column of numbers. */
  boolean isAmongNumbers(String text) {
    return isIn(amongNumbers, text);
  }

  /** Whether a number does: -999 is -999.0. */
  boolean isNumber(double number) {
    return !numbers.isEmpty() && numbers.contains(number);
  }

  private boolean isIn(Set<String> words, String text) {
    return text.length() <= longest && words.contains(text.toLowerCase(Locale.ROOT));
  }
}
