package org.atled.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.atled.core.error.ArgumentException;

/**
 * One pass over a data set. Can be iterated again, with the same batches.
 *
 * @param loader what cuts the batches
 * @param number which epoch, counted from 0
 * @param first the batch to begin with, counted from 0
 */
public record Epoch(DataLoader loader, int number, int first) implements Iterable<Batch> {
  public Epoch {
    if (first < 0 || first > loader.batches()) {
      throw new ArgumentException(
          "An epoch of \""
              + loader.dataset().info().name()
              + "\" has "
              + loader.batches()
              + " batches, so that it cannot begin with batch "
              + first
              + "; was the position saved with another batch size or data set?");
    }
  }

  /**
   * The rest of this epoch from a batch on, to resume in the middle.
   *
   * @throws ArgumentException if there is no such batch; the number of batches itself is allowed
   */
  public Epoch from(int batch) {
    return new Epoch(loader, number, batch);
  }

  /** How many batches are to come. */
  public int size() {
    return loader.batches() - first;
  }

  /**
   * Reads ahead on daemon threads. They end by themselves when the iteration is given up: nothing
   * needs closing. What is thrown there is thrown here, in the place of its batch.
   */
  @Override
  public Iterator<Batch> iterator() {
    int[] examples = loader.examples(number);
    Dataset dataset = loader.dataset().inEpoch(number);
    IntFunction<Batch> read =
        batch -> {
          int from = batch * loader.batchSize();
          int to = (int) Math.min((long) from + loader.batchSize(), examples.length);
          return dataset.batch(Arrays.copyOfRange(examples, from, to));
        };
    return loader.prefetch() == 0
        ? new Direct(read, first, loader.batches())
        : new Prefetcher(read, first, loader.batches(), loader.prefetch(), loader.workers());
  }

  /** Reads each batch when it is asked for. */
  private static final class Direct implements Iterator<Batch> {
    private final IntFunction<Batch> read;
    private final int end;
    private int next;

    Direct(IntFunction<Batch> read, int first, int end) {
      this.read = read;
      this.next = first;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The epoch has no batch " + next + ".");
      }
      return read.apply(next++);
    }
  }
}
