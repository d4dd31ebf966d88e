package org.atled.data;

/**
 * A data set in two parts that share no example.
 *
 * @param train the part to learn from
 * @param test the part to measure on
 */
public record Split(Dataset train, Dataset test) {
  /** What the examples are, which is the same of both parts. */
  public DatasetInfo info() {
    return train.info();
  }
}
