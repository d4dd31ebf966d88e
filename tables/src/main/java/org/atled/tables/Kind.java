package org.atled.tables;

import java.util.Locale;

/** What target columns ask for. */
public enum Kind {
  CLASSIFICATION,
  /** Classes that are in order. */
  ORDINAL,
  /** Also of several columns at once. */
  REGRESSION,
  /** Several columns, each of which is so or not. */
  MULTI_LABEL;

  /** Whether one column is learned as classes. */
  public boolean isOfClasses() {
    return this == CLASSIFICATION || this == ORDINAL;
  }

  /** As people call it: {@code an ordinal classification}. */
  public String inWords() {
    return switch (this) {
      case CLASSIFICATION -> "a classification";
      case ORDINAL -> "an ordinal classification";
      case REGRESSION -> "a regression";
      case MULTI_LABEL -> "a multi-label classification";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
