package org.atled.tables;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How the values of a column lie in a table beside those that a model learned from.
 *
 * @param mean of the numbers in the table; none of other columns, or where all are missing
 */
public record Drift(Input input, Profile learned, Profile here, OptionalDouble mean) {
  private static final double CHANGED = 0.1;
  private static final double GREATLY = 0.25;

  /** How much they differ. */
  public enum Change {
    NONE,
    SOME,
    GREAT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The population stability index: the sum of (q − p)·ln(q / p) over bins; 0 if both are alike.
   */
  public double index() {
    return learned.stability(here);
  }

  /** What {@link #index} is on average of so few rows though nothing has changed. */
  public double chance() {
    return learned.chance(here);
  }

  /** By the usual marks, 0.1 and 0.25, above twice what is chance. */
  public Change change() {
    double excess = index() - 2 * chance();
    return excess > GREATLY ? Change.GREAT : excess > CHANGED ? Change.SOME : Change.NONE;
  }
}
