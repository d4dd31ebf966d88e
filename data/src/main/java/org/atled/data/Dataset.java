package org.atled.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;

/**
 * Examples by number. Safe to read from any thread, and an example is the same each time it is
 * read; in an epoch it may be another, see {@link #inEpoch}.
 */
public interface Dataset {
  DatasetInfo info();

  /** How many examples there are. */
  int size();

  /**
   * The examples with these numbers, in this order.
   *
   * @throws ArgumentException if a number is not in 0 … size − 1
   */
  Batch batch(int... examples);

  /**
   * The examples as training sees them in an epoch: those of data that are changed anew in each, as
   * augmented images are, and the same ones of all others. A {@link DataLoader} reads its epochs
   * from there; what is looked at or measured is not changed.
   *
   * @param epoch counted from 0
   */
  default Dataset inEpoch(int epoch) {
    return this;
  }

  /**
   * All numbers, in the order in which training goes through an epoch: drawn by the seed. What has
   * examples of different lengths brings similar ones together, so that batches, which are cut from
   * it one after the other, need little padding.
   *
   * @param seed of the epoch
   */
  default int[] order(Seed seed, int batchSize) {
    return seed.draws().permutation(size());
  }

  /**
   * All examples, or so many of more, evenly spread: files are often sorted by class.
   *
   * @throws ArgumentException if {@code most} is not positive
   */
  default Batch spread(int most) {
    if (most < 1) {
      throw new ArgumentException("A batch must have at least 1 example but got " + most + ".");
    }
    int count = Math.min(most, size());
    return batch(IntStream.range(0, count).map(i -> (int) ((long) i * size() / count)).toArray());
  }

  /**
   * The index of a batch, INT64 [B], for those who write data sets.
   *
   * @throws ArgumentException if a number is not in 0 … size − 1
   */
  static Tensor index(Dataset dataset, int... examples) {
    for (int example : examples) {
      if (example < 0 || example >= dataset.size()) {
        throw new ArgumentException(
            "Data set \"%s\": there is no example %s; examples are 0 to %s."
                .formatted(dataset.info().name(), example, dataset.size() - 1));
      }
    }
    var numbers = new Storage.Int64(Arrays.stream(examples).asLongStream().toArray());
    return Tensor.wrap(numbers, Shape.of(examples.length));
  }
}
