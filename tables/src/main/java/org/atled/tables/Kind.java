package org.atled.tables;

import java.util.Locale;

/** What a target column asks for. */
public enum Kind {
  CLASSIFICATION,
  REGRESSION;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
