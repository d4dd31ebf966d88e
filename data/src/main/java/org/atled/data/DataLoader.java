package org.atled.data;

import java.util.Arrays;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;

/**
 * Cuts a data set into batches, epoch after epoch. A loader is a description and holds no place:
 * {@code loader.epoch(3)} is the same batches whenever and however often it is asked for, and
 * {@code loader.epoch(3).from(120)} continues where a run broke off.
 *
 * @param dataset where the examples come from
 * @param batchSize examples in a batch; the last one of an epoch may have fewer
 * @param order the seed by which each epoch shuffles the examples; none: as they lie
 * @param dropLast whether a last batch with fewer examples is left out
 * @param prefetch batches read ahead on threads of their own; 0: each when it is asked for
 * @param workers how many threads read ahead
 */
public record DataLoader(
    Dataset dataset,
    int batchSize,
    Optional<Seed> order,
    boolean dropLast,
    int prefetch,
    int workers) {
  private static final int USUAL_PREFETCH = 2;

  public DataLoader {
    String place = "Loader of \"" + dataset.info().name() + "\": ";
    if (batchSize < 1) {
      throw new ArgumentException(
          place + "the batch size must be at least 1 but is " + batchSize + ".");
    }
    if (prefetch < 0) {
      throw new ArgumentException(
          place + "the batches to read ahead must be at least 0 but are " + prefetch + ".");
    }
    if (workers < 1) {
      throw new ArgumentException(
          place + "the threads to read ahead must be at least 1 but are " + workers + ".");
    }
    if (dropLast && dataset.size() < batchSize) {
      throw new ArgumentException(
          place
              + "the data set has "
              + dataset.size()
              + " examples, fewer than one batch of "
              + batchSize
              + ", so that dropping the last batch drops all; take a smaller batch.");
    }
  }

  /** Batches in the order of the data set, the last one included, two read ahead. */
  public static DataLoader of(Dataset dataset, int batchSize) {
    return new DataLoader(dataset, batchSize, Optional.empty(), false, USUAL_PREFETCH, 1);
  }

  /**
   * Each epoch in an order of its own, every example once: a function of the seed and the epoch's
   * number.
   */
  public DataLoader shuffled(Seed seed) {
    return new DataLoader(dataset, batchSize, Optional.of(seed), dropLast, prefetch, workers);
  }

  /** Without a last batch that has fewer examples than the others. */
  public DataLoader droppingLast() {
    return new DataLoader(dataset, batchSize, order, true, prefetch, workers);
  }

  /** With this many batches read ahead. */
  public DataLoader prefetching(int batches) {
    return new DataLoader(dataset, batchSize, order, dropLast, batches, workers);
  }

  /**
   * With so many threads that read ahead, and twice as many batches if fewer would be. The batches
   * and their order are the same for any number.
   */
  public DataLoader workers(int threads) {
    return new DataLoader(
        dataset, batchSize, order, dropLast, Math.max(prefetch, 2 * threads), threads);
  }

  /** How many batches an epoch has. */
  public int batches() {
    return dropLast ? dataset.size() / batchSize : Math.ceilDiv(dataset.size(), batchSize);
  }

  /**
   * The batches of an epoch.
   *
   * @param number counted from 0
   * @throws ArgumentException if the number is negative
   */
  public Epoch epoch(int number) {
    if (number < 0) {
      throw new ArgumentException("Epochs count from 0, but the number is " + number + ".");
    }
    return new Epoch(this, number, 0);
  }

  /** The numbers of all examples, in the order of an epoch. */
  int[] examples(int epoch) {
    return order
        .map(seed -> dataset.order(seed.at("shuffle").at(epoch), batchSize))
        .orElseGet(() -> {
          int[] asTheyLie = new int[dataset.size()];
          Arrays.setAll(asTheyLie, i -> i);
          return asTheyLie;
        });
  }
}
