package org.atled.data;

/**
 * Examples by number. Safe to read from any thread, and an example is the same each time it is
 * read.
 */
public interface Dataset {
  DatasetInfo info();

  /** How many examples there are. */
  int size();

  /**
   * The examples with these numbers, in this order.
   *
   * @throws org.atled.core.error.ArgumentException if a number is not in 0 … size − 1
   */
  Batch batch(int... examples);
}
