package org.atled.tables;

/** Words of messages. */
final class Words {
  private Words() {}

  /** {@code --drop rooms}; in quotes what a shell would take apart. */
  static String option(String option, String value) {
    String shown = Column.shortened(value);
    return option
        + " "
        + (shown.matches("[\\p{L}\\p{N}_.%+:@/-]+")
            ? shown
            : "'" + shown.replace("'", "'\\''") + "'");
  }
}
