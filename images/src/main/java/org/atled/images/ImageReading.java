package org.atled.images;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.shape.Shape;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Scale;
import org.atled.data.Task;

/**
 * How files of images become a data set: in memory, each a byte for each of its numbers, or, where
 * that would be too many bytes, decoded each time a batch has them. Either way every file is
 * decoded once before, so that what cannot be read is known, and read on several threads; the
 * examples and their bits are the same on any number of them, and wherever they lie.
 *
 * @param skips whether an image that cannot be read is left out; else it is an error
 * @param threads that read, at least 1; images in their whole size take a share of the memory
 *     together, so that large ones wait for each other
 * @param kept how many bytes examples may take in memory
 */
public record ImageReading(ImageFormat format, boolean skips, int threads, long kept) {
  /** As many as an array may have elements. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  /** Of the memory that there may be so much is for examples. */
  private static final int SHARE = 4;

  public ImageReading {
    if (threads < 1) {
      throw new ArgumentException("Images are read on " + threads + " threads; take 1 or more.");
    }
    kept = Math.clamp(kept, 0, MOST);
  }

  /** On so many threads, with a quarter of the memory for examples. */
  public ImageReading(ImageFormat format, boolean skips, int threads) {
    this(format, skips, threads, Runtime.getRuntime().maxMemory() / SHARE);
  }

  /** On all processors; what cannot be read is an error. */
  public static ImageReading of(ImageFormat format) {
    return new ImageReading(format, false, Runtime.getRuntime().availableProcessors());
  }

  /** The same, which leaves out what cannot be read. */
  public ImageReading skipping() {
    return new ImageReading(format, true, threads, kept);
  }

  /** The same with so many bytes of memory for the examples of a data set. */
  public ImageReading keeping(long bytes) {
    return new ImageReading(format, skips, threads, bytes);
  }

  /**
   * Examples and what was left out.
   *
   * @param faults what is wrong with each file that was left out, in the order of the files
   * @param lost classes that had files, of which none is left
   * @param isKept whether they are in memory; else they are decoded when they are needed
   */
  public record Result(Dataset examples, List<String> faults, List<String> lost, boolean isKept) {
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
   * @throws ArgumentException if no image is left of a class
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
   * @throws ArgumentException if no image is left
   */
  public Result readToMeasure(String name, List<String> classes, List<ImageFolder.Item> items) {
    int each = format.shape().elements();
    boolean isKept = (long) items.size() * each <= kept;
    byte[] values = new byte[isKept ? items.size() * each : 0];
    byte[] ends = new byte[2 * items.size()];
    long[] sums = new long[items.size()];
    Decoding decoding = new Decoding(format, threads);
    List<Path> files = items.stream().map(ImageFolder.Item::file).toList();
    List<Optional<AtledException>> faults =
        decoding.run(
            files,
            skips,
            (i, image) -> {
              if (isKept) {
                System.arraycopy(image, 0, values, i * each, each);
              } else {
                ends(image, ends, 2 * i);
                sums[i] = sum(image);
              }
            });
    Optional<AtledException> first = faults.stream().flatMap(Optional::stream).findFirst();
    if (first.isPresent() && !skips) {
      throw stopping(first.get());
    }
    Readable found = Readable.of(classes, items, faults);
    DatasetInfo info = new DatasetInfo(name, format.shape(), new Task.Classification(classes));
    Dataset examples =
        isKept
            ? ArrayDataset.of(
                info,
                new Rows.Bytes(found.compact(values, each), format.shape()),
                new Rows.Labels(found.labels()))
            : onDemand(info, found, found.scale(ends, sums, each), decoding);
    return new Result(examples, found.faults(), found.lost(), isKept);
  }

  /** The least and the greatest pixel of an image. */
  private static void ends(byte[] image, byte[] ends, int at) {
    int least = 255;
    int greatest = 0;
    for (byte value : image) {
      least = Math.min(least, value & 0xFF);
      greatest = Math.max(greatest, value & 0xFF);
    }
    ends[at] = (byte) least;
    ends[at + 1] = (byte) greatest;
  }

  private static long sum(byte[] image) {
    long sum = 0;
    for (byte value : image) {
      sum += value & 0xFF;
    }
    return sum;
  }

  private static Dataset onDemand(
      DatasetInfo info, Readable found, Scale scale, Decoding decoding) {
    DatasetInfo measured = new DatasetInfo(info.name(), info.input(), info.task(), scale);
    List<Path> files = found.items().stream().map(ImageFolder.Item::file).toList();
    return new ImagesOnDemand(measured, files, found.labels(), decoding);
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

  /**
   * What is left of a list of files.
   *
   * @param items that can be read
   * @param numbers of these in the list
   */
  private record Readable(
      List<ImageFolder.Item> items, int[] numbers, List<String> faults, List<String> lost) {
    static Readable of(
        List<String> classes,
        List<ImageFolder.Item> items,
        List<Optional<AtledException>> faultOfEach) {
      int[] numbers =
          IntStream.range(0, items.size()).filter(i -> faultOfEach.get(i).isEmpty()).toArray();
      List<ImageFolder.Item> left = Arrays.stream(numbers).mapToObj(items::get).toList();
      List<String> faults =
          faultOfEach.stream().flatMap(Optional::stream).map(AtledException::getMessage).toList();
      if (left.isEmpty() && !faults.isEmpty()) {
        throw noneLeft(faults);
      }
      Set<Integer> gone = new TreeSet<>(items.stream().map(ImageFolder.Item::label).toList());
      left.forEach(item -> gone.remove(item.label()));
      return new Readable(left, numbers, faults, gone.stream().map(classes::get).toList());
    }

    long[] labels() {
      return items.stream().mapToLong(ImageFolder.Item::label).toArray();
    }

    /** That of all pixels, of which the ends and the sum of each file are known. */
    Scale scale(byte[] ends, long[] sums, int each) {
      Scale of = new Rows.Bytes(compact(ends, 2), Shape.of(2)).scale();
      long sum = Arrays.stream(numbers).mapToLong(i -> sums[i]).sum();
      double mean = sum / (double) of.unit() / ((long) numbers.length * each);
      return new Scale(of.unit(), of.least(), of.greatest(), mean);
    }

    /** Of numbers of all files those of these, which may be moved to the front. */
    byte[] compact(byte[] ofAll, int each) {
      if (ofAll.length == numbers.length * each) {
        return ofAll;
      }
      for (int i = 0; i < numbers.length; i++) {
        System.arraycopy(ofAll, numbers[i] * each, ofAll, i * each, each);
      }
      return Arrays.copyOf(ofAll, numbers.length * each);
    }
  }
}
