package org.atled.tables;

/** Whether the first line of a file names the columns. */
public enum Header {
  /** It should; reading looks whether it may be a row instead. */
  LIKELY,
  /** It does, also if it is numbers. */
  SURE,
  /** It is a row. */
  NONE;

  public boolean isThere() {
    return this != NONE;
  }
}
