package org.atled.images;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.atled.core.error.AtledException;

/**
 * Decodes files and brings them to a form, on several threads; what comes of it is the same on any
 * number of them. Images in their whole size take a share of the memory together, so that large
 * ones wait for each other, whoever asked for them.
 */
final class Decoding {
  private final ImageFormat format;
  private final int threads;
  private final PixelBudget budget = PixelBudget.ofMemory();

  Decoding(ImageFormat format, int threads) {
    this.format = format;
    this.threads = threads;
  }

  /** Takes what a file holds, on the thread that decoded it. */
  @FunctionalInterface
  interface Taker {
    /**
     * @param number of the file in the list
     * @param values of the example, channel after channel
     */
    void take(int number, byte[] values);
  }

  /**
   * Decodes each file once.
   *
   * @param goesOn whether files after one that cannot be read are wanted
   * @return what is wrong with each
   */
  List<Optional<AtledException>> run(List<Path> files, boolean goesOn, Taker taker) {
    Workers work = new Workers(files, goesOn, taker);
    int workers = Math.min(threads, files.size());
    if (workers < 2) {
      work.call();
    } else {
      onThreads(workers, work);
    }
    return Arrays.asList(work.faults);
  }

  private static void onThreads(int count, Workers work) {
    try (ExecutorService readers =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("atled-images-", 0).factory())) {
      for (Future<Boolean> each : readers.invokeAll(Collections.nCopies(count, work))) {
        each.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AtledException("Interrupted while images were read.", interrupted);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default ->
            throw new AtledException("Images could not be read: " + failed.getMessage(), failed);
      }
    }
  }

  private byte[] image(Path file) {
    byte[] bytes = ImageFile.bytes(file);
    ImageHeader header = ImageHeader.of(bytes, file.toString());
    return budget.within(
        (long) header.height() * header.width(),
        () -> format.of(ImageFile.read(bytes, header, file.toString())).values());
  }

  /** Takes the next file, whichever thread comes first. */
  private final class Workers implements Callable<Boolean> {
    private final List<Path> files;
    private final boolean goesOn;
    private final Taker taker;
    private final Optional<AtledException>[] faults;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger firstFault = new AtomicInteger(Integer.MAX_VALUE);

    @SuppressWarnings("unchecked")
    Workers(List<Path> files, boolean goesOn, Taker taker) {
      this.files = files;
      this.goesOn = goesOn;
      this.taker = taker;
      this.faults = (Optional<AtledException>[]) new Optional<?>[files.size()];
      Arrays.fill(faults, Optional.empty());
    }

    @Override
    public Boolean call() {
      for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
        if (!goesOn && i > firstFault.get()) {
          return false; // nobody wants what comes after an earlier file
        }
        try {
          taker.take(i, image(files.get(i)));
        } catch (AtledException e) {
          faults[i] = Optional.of(e);
          firstFault.accumulateAndGet(i, Math::min);
        }
      }
      return true;
    }
  }
}
