package org.atled.tables;

import java.util.Locale;
import java.util.Set;

/** A letter behind a number that says how many thousands it counts: {@code 1.5K}, {@code 3B}. */
enum Suffix {
  NONE("", 0),
  K("K", 3),
  M("M", 6),
  B("B", 9),
  T("T", 12);

  /** Of a column that has neither, B and T may be the letters of doors or sizes. */
  private static final Set<Suffix> SURE = Set.of(K, M);

  private final String letter;

  /** The power of ten. */
  final int exponent;

  Suffix(String letter, int exponent) {
    this.letter = letter;
    this.exponent = exponent;
  }

  /** The one that is written so; of small letters there is k alone, as m and t are units. */
  static Suffix of(String text) {
    String letter = text.equals("k") ? text.toUpperCase(Locale.ROOT) : text;
    for (Suffix one : values()) {
      if (one.letter.equals(letter)) {
        return one;
      }
    }
    return NONE;
  }

  /** Whether it says by itself what is meant. */
  boolean isSure() {
    return SURE.contains(this);
  }
}
