package org.atled.tables;

import java.util.Locale;

/** What target columns ask for. */
public enum Kind {
  CLASSIFICATION,
  /** Also of several columns at once. */
  REGRESSION,
  /** Several columns, each of which is so or not. */
  MULTI_LABEL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
