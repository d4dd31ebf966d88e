package org.atled.tables;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** On what scale a target of numbers is learned; what is found is taken back to its own. */
public enum TargetScale {
  /** Its own. */
  LINEAR,
  /** ln y, of positive numbers. */
  LOG,
  /** ln(1 + y), of numbers of which some are 0. */
  LOG1P;

  /** NaN or infinite for what has no place on it. */
  double of(double number) {
    return switch (this) {
      case LINEAR -> number;
      case LOG -> StrictMath.log(number);
      case LOG1P -> StrictMath.log1p(number);
    };
  }

  double undone(double place) {
    return switch (this) {
      case LINEAR -> place;
      case LOG -> StrictMath.exp(place);
      case LOG1P -> StrictMath.expm1(place);
    };
  }

  /** {@code log}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<TargetScale> named(String name) {
    return Stream.of(values()).filter(one -> one.toString().equals(name)).findFirst();
  }
}
