package org.atled.images;

import java.nio.file.Path;
import java.util.ArrayList;
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
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;

/**
 * How files of images become a data set in memory, each a byte for each of its numbers. Files are
 * read on several threads; the examples and their bits are the same on any number of them.
 *
 * @param skips whether an image that cannot be read is left out; else it is an error
 * @param threads that read, at least 1; images in their whole size take a share of the memory
 *     together, so that large ones wait for each other
 */
public record ImageReading(ImageFormat format, boolean skips, int threads) {
  public ImageReading {
    if (threads < 1) {
      throw new ArgumentException("Images are read on " + threads + " threads; take 1 or more.");
    }
  }

  /** On all processors; what cannot be read is an error. */
  public static ImageReading of(ImageFormat format) {
    return new ImageReading(format, false, Runtime.getRuntime().availableProcessors());
  }

  /** The same, which leaves out what cannot be read. */
  public ImageReading skipping() {
    return new ImageReading(format, true, threads);
  }

  /**
   * Examples and what was left out.
   *
   * @param faults what is wrong with each file that was left out, in the order of the files
   * @param lost classes that had files, of which none is left
   */
  public record Result(Dataset examples, List<String> faults, List<String> lost) {
    public Result {
      faults = List.copyOf(faults);
      lost = List.copyOf(lost);
    }
  }

  /**
   * Reads images to learn from.
   *
   * @param name what the data set is called
   * @param items the files; the examples come in their order
   * @throws AtledException naming the first file that is no image or must not be read, unless such
   *     are left out
   * @throws ArgumentException if no image is left of a class, or they are more than 2 GB
   */
  public Result read(String name, List<String> classes, List<ImageFolder.Item> items) {
    Result result = readToMeasure(name, classes, items);
    if (!result.lost().isEmpty()) {
      throw new ArgumentException(
          "Of the class \"%s\" no image can be read; the first fault is: %s"
              .formatted(result.lost().getFirst(), result.faults().getFirst()));
    }
    return result;
  }

  /**
   * Reads images to measure on, where a class may be lost.
   *
   * @throws AtledException as {@link #read}
   * @throws ArgumentException if no image is left, or they are more than 2 GB
   */
  public Result readToMeasure(String name, List<String> classes, List<ImageFolder.Item> items) {
    int each = format.shape().elements();
    if ((long) items.size() * each > Integer.MAX_VALUE - 8) {
      throw new ArgumentException(
          "%s images of %s take %s bytes, more than the 2 GB that a data set may have; take a smaller size."
              .formatted(items.size(), format, (long) items.size() * each));
    }
    Worker worker = new Worker(items, new byte[items.size() * each]);
    worker.run();
    Optional<AtledException> first =
        Arrays.stream(worker.faults).flatMap(Optional::stream).findFirst();
    if (first.isPresent() && !skips) {
      throw stopping(first.get());
    }
    return result(name, classes, items, worker);
  }

  /** The error that an image which cannot be read ends a run with. */
  public static AtledException stopping(AtledException fault) {
    return new AtledException(
        fault.getMessage() + " To leave out what cannot be read: --bad-images skip.", fault);
  }

  /** The error where all images were left out. */
  public static ArgumentException noneLeft(List<String> faults) {
    return new ArgumentException(
        "None of the images can be read; the first fault is: " + faults.getFirst());
  }

  private Result result(
      String name, List<String> classes, List<ImageFolder.Item> items, Worker worker) {
    int each = format.shape().elements();
    List<String> faults = new ArrayList<>();
    int[] wanted = new int[classes.size()];
    int[] found = new int[classes.size()];
    long[] labels = new long[items.size()];
    int count = 0;
    for (int i = 0; i < items.size(); i++) {
      int label = items.get(i).label();
      wanted[label]++;
      Optional<AtledException> fault = worker.faults[i];
      if (fault.isPresent()) {
        faults.add(fault.get().getMessage());
      } else {
        found[label]++;
        labels[count] = label;
        System.arraycopy(worker.values, i * each, worker.values, count * each, each);
        count++;
      }
    }
    List<String> lost = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      if (wanted[label] > 0 && found[label] == 0) {
        lost.add(classes.get(label));
      }
    }
    if (count == 0 && !faults.isEmpty()) {
      throw noneLeft(faults);
    }
    DatasetInfo info = new DatasetInfo(name, format.shape(), new Task.Classification(classes));
    Rows pixels = new Rows.Bytes(Arrays.copyOf(worker.values, count * each), format.shape());
    Rows numbers = new Rows.Labels(Arrays.copyOf(labels, count));
    return new Result(ArrayDataset.of(info, pixels, numbers), faults, lost);
  }

  /** Reads each file once, whichever thread comes first, to its place. */
  private final class Worker implements Callable<Boolean> {
    private final List<ImageFolder.Item> items;
    private final byte[] values;
    private final Optional<AtledException>[] faults;
    private final PixelBudget budget = PixelBudget.ofMemory();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger firstFault = new AtomicInteger(Integer.MAX_VALUE);

    @SuppressWarnings("unchecked")
    Worker(List<ImageFolder.Item> items, byte[] values) {
      this.items = items;
      this.values = values;
      this.faults = (Optional<AtledException>[]) new Optional<?>[items.size()];
      Arrays.fill(faults, Optional.empty());
    }

    void run() {
      try (ExecutorService readers =
          Executors.newFixedThreadPool(
              threads, Thread.ofPlatform().daemon().name("atled-images-", 0).factory())) {
        for (Future<Boolean> each : readers.invokeAll(Collections.nCopies(threads, this))) {
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

    @Override
    public Boolean call() {
      for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
        if (!skips && i > firstFault.get()) {
          return false; // an earlier file ends the run
        }
        try {
          byte[] image = image(items.get(i).file());
          System.arraycopy(image, 0, values, i * image.length, image.length);
        } catch (AtledException e) {
          faults[i] = Optional.of(e);
          firstFault.accumulateAndGet(i, Math::min);
        }
      }
      return true;
    }
  }
}
