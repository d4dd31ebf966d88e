package org.atled.data;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;

/** Some examples of a data set, in an order of their own. */
public final class Subset implements Dataset {
  private final Dataset whole;
  private final int[] examples;

  /**
   * Those with some numbers.
   *
   * @throws ArgumentException if there is no such number
   */
  public Subset(Dataset whole, int... examples) {
    Dataset.index(whole, examples);
    this.whole = whole;
    this.examples = examples.clone();
  }

  @Override
  public DatasetInfo info() {
    return whole.info();
  }

  @Override
  public int size() {
    return examples.length;
  }

  @Override
  public Batch batch(int... numbers) {
    var index = Dataset.index(this, numbers);
    int[] theirs = Arrays.stream(numbers).map(i -> examples[i]).toArray();
    return new Batch(whole.batch(theirs).tensors(), index);
  }

  @Override
  public Dataset inEpoch(int epoch) {
    return new Subset(whole.inEpoch(epoch), examples);
  }

  @Override
  public String toString() {
    return examples.length + " examples of " + whole;
  }
}
