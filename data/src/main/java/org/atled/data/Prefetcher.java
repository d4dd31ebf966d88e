package org.atled.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.atled.core.error.AtledException;

/**
 * Reads batches ahead of their use, given in order, on daemon threads. They get one order for each
 * batch that is taken, so that they never wait for their consumer: given up in the middle, they
 * finish the few orders they have, find nothing to do, and end. There is nothing to close.
 */
final class Prefetcher implements Iterator<Batch> {
  static final String THREAD = "atled-prefetch";
  private static final long IDLE_MILLIS = 200;

  private final IntFunction<Batch> read;
  private final int end;
  private final ThreadPoolExecutor reader;
  private final ArrayDeque<Future<Batch>> orders = new ArrayDeque<>();
  private int next;

  Prefetcher(IntFunction<Batch> read, int first, int end, int depth, int workers) {
    this.read = read;
    this.end = end;
    this.next = first;
    this.reader =
        new ThreadPoolExecutor(
            workers,
            workers,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(THREAD).factory());
    reader.allowCoreThreadTimeOut(true);
    for (int i = 0; i < depth; i++) {
      order();
    }
  }

  @Override
  public boolean hasNext() {
    return !orders.isEmpty();
  }

  @Override
  public Batch next() {
    if (orders.isEmpty()) {
      throw new NoSuchElementException("The epoch has no batch " + end + ".");
    }
    Future<Batch> oldest = orders.removeFirst();
    order();
    return await(oldest);
  }

  private void order() {
    if (next < end) {
      int batch = next++;
      orders.addLast(reader.submit(() -> read.apply(batch)));
    }
    if (next == end) {
      // Ends the thread as soon as its orders are done; it takes no further ones.
      reader.shutdown();
    }
  }

  private Batch await(Future<Batch> order) {
    try {
      return order.get();
    } catch (ExecutionException failed) {
      stop();
      throw thrown(failed);
    } catch (InterruptedException interrupted) {
      stop();
      Thread.currentThread().interrupt();
      throw new AtledException(
          "Interrupted while waiting for a batch; the epoch ends here.", interrupted);
    }
  }

  private void stop() {
    orders.clear();
    reader.shutdownNow();
  }

  /** The error itself, so that its type and text stay; its trace says where it was read. */
  private static RuntimeException thrown(ExecutionException failed) {
    return switch (failed.getCause()) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      case null, default ->
          new AtledException("A batch could not be read: " + failed.getMessage(), failed);
    };
  }
}
