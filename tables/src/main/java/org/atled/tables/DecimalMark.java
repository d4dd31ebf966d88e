package org.atled.tables;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands before the decimals of a number; the other one may part thousands. */
public enum DecimalMark {
  POINT('.', ','),
  COMMA(',', '.');

  final char character;
  final char thousands;

  DecimalMark(char character, char thousands) {
    this.character = character;
    this.thousands = thousands;
  }

  DecimalMark other() {
    return this == POINT ? COMMA : POINT;
  }

  /** {@code comma}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<DecimalMark> named(String name) {
    return Stream.of(values()).filter(mark -> mark.toString().equals(name)).findFirst();
  }
}
