package org.atled.data;

import java.util.stream.IntStream;

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

  /** All examples, or so many of more, evenly spread: files are often sorted by class. */
  default Batch spread(int most) {
    int count = Math.min(most, size());
    return batch(IntStream.range(0, count).map(i -> (int) ((long) i * size() / count)).toArray());
  }
}
