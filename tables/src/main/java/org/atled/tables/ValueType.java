package org.atled.tables;

/** What a form of tables that knows types says of a value, or of a column. */
public enum ValueType {
  NUMBER,
  /** Texts, whatever they look like. */
  TEXT,
  /** {@code true} or {@code false}. */
  TRUTH,
  /** A date as {@code 2024-12-31}, a time as {@code 18:30:00}, or both with a blank between. */
  DATE
}
