package org.atled.tables;

/** Asks databases, which a module of its own offers; found by {@link java.util.ServiceLoader}. */
public interface QueryReader {
  /**
   * The rows that a query gives.
   *
   * @param asked what stands for no value
   * @param scratch where their values lie
   * @throws org.atled.core.error.AtledException if the database gives none
   */
  Table read(Query query, CsvFormat asked, Scratch scratch);
}
