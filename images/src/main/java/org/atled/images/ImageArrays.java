package org.atled.images;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.random.Seed;
import org.atled.data.ArrayDataset;
import org.atled.data.ArrayFile;
import org.atled.data.DatasetInfo;
import org.atled.data.Kept;
import org.atled.data.Rows;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * Images in arrays, as MNIST has them: [n, height, width], or with channels [n, 3, height, width]
 * or [n, height, width, 3], and a whole number for each that tells its class. Where no others are
 * there to measure on, a fifth of each class is kept, chosen by a seed.
 *
 * <pre>{@code
 * ImageArrays letters = ImageArrays.of(
 *     ArrayFile.of(Path.of("letters.idx3")), ArrayFile.of(Path.of("labels.idx1")));
 * Split split = letters.read("letters", Seed.of(0)).split();
 * }</pre>
 *
 * @param train to learn from
 * @param test to measure on
 * @param classes the names of the classes in the order of their labels; empty: they are called by
 *     these
 * @param transposed whether images lie column by column
 * @param channelsLast whether channels are the last axis; none: it is seen, the last if it alone is
 *     1 or 3
 */
public record ImageArrays(
    Part train,
    Optional<Part> test,
    List<String> classes,
    boolean transposed,
    Optional<Boolean> channelsLast) {
  /** Images, and the label of each. */
  public record Part(ArrayFile images, ArrayFile labels) {
    Part absolute() {
      return new Part(images.absolute(), labels.absolute());
    }

    JsonObject json() {
      return JsonObject.builder().put("images", images.json()).put("labels", labels.json()).build();
    }

    static Part read(JsonPlace json) {
      return new Part(ArrayFile.read(json.object("images")), ArrayFile.read(json.object("labels")));
    }
  }

  /**
   * Examples.
   *
   * @param notes what is worth telling of how they were read
   */
  public record Result(Split split, List<String> notes) {
    public Result {
      notes = List.copyOf(notes);
    }
  }

  public ImageArrays {
    classes = List.copyOf(classes);
  }

  /** Row by row, with classes that are called by their labels. */
  public static ImageArrays of(ArrayFile images, ArrayFile labels) {
    return new ImageArrays(
        new Part(images, labels), Optional.empty(), List.of(), false, Optional.empty());
  }

  /** The same with others to measure on. */
  public ImageArrays measuredOn(ArrayFile images, ArrayFile labels) {
    return measuredOn(new Part(images, labels));
  }

  ImageArrays measuredOn(Part part) {
    return new ImageArrays(train, Optional.of(part), classes, transposed, channelsLast);
  }

  /** The same with names for the classes. */
  public ImageArrays named(List<String> names) {
    return new ImageArrays(train, test, names, transposed, channelsLast);
  }

  /**
   * Reads the arrays.
   *
   * @param name what the data set is called
   * @param seed chooses what is kept, where nothing else is there to measure on
   * @throws FormatException naming the file, if it holds no images or labels, or not as many of
   *     both
   * @throws ArgumentException if images to measure on are of another shape, or none can be kept
   */
  public Result read(String name, Seed seed) {
    PixelArray images = PixelArray.read(train.images(), transposed, channelsLast);
    long[] labels = labels(train, images);
    LabelNumbers numbers = LabelNumbers.of(train.labels(), labels, classes);
    long[] found = numbers.classesOf(train.labels(), labels);
    List<String> notes = new ArrayList<>();
    notes.addAll(images.notes());
    notes.add(numbers.toString());
    DatasetInfo info =
        new DatasetInfo(name, images.order().shape(), new Task.Classification(numbers.classes()));
    if (test.isEmpty()) {
      return new Result(split(info, images, found, seed), notes);
    }
    PixelArray others = PixelArray.read(test.get().images(), transposed, channelsLast);
    if (!others.order().shape().equals(info.input())) {
      throw new ArgumentException(
          "%s has images %s to learn from, but %s has images %s; both must have the same shape."
              .formatted(
                  train.images(), info.input(), test.get().images(), others.order().shape()));
    }
    long[] measured = numbers.classesOf(test.get().labels(), labels(test.get(), others));
    Split split =
        new Split(
            dataset(info, images, found, all(found)),
            dataset(info, others, measured, all(measured)));
    return new Result(split, notes);
  }

  private static long[] labels(Part part, PixelArray images) {
    long[] labels = LabelNumbers.read(part.labels());
    if (labels.length != images.count()) {
      throw new FormatException(
          part.labels().toString(),
          -1,
          "it holds %s labels, but %s holds %s images; there must be one for each."
              .formatted(labels.length, part.images(), images.count()));
    }
    return labels;
  }

  private static int[] all(long[] labels) {
    return IntStream.range(0, labels.length).toArray();
  }

  private Split split(DatasetInfo info, PixelArray images, long[] labels, Seed seed) {
    boolean[] kept = new boolean[labels.length];
    List<String> names = ((Task.Classification) info.task()).classes();
    for (int label = 0; label < names.size(); label++) {
      int of = label;
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == of).toArray();
      Set<Integer> chosen = Kept.of(members.length, seed.at("split").at(names.get(label)));
      chosen.forEach(i -> kept[members[i]] = true);
    }
    int[] learned = IntStream.range(0, kept.length).filter(i -> !kept[i]).toArray();
    int[] measured = IntStream.range(0, kept.length).filter(i -> kept[i]).toArray();
    if (measured.length == 0) {
      throw new ArgumentException(
          "%s has one image of each class; to measure on there must be a second of one."
              .formatted(train.images()));
    }
    return new Split(
        dataset(info, images, labels, learned), dataset(info, images, labels, measured));
  }

  private static ArrayDataset dataset(
      DatasetInfo info, PixelArray images, long[] labels, int[] examples) {
    long[] some = Arrays.stream(examples).mapToLong(i -> labels[i]).toArray();
    return ArrayDataset.of(info, images.rows(examples), new Rows.Labels(some));
  }

  /** SHA-256 of the bytes of all files, by which they are known again. */
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Part> parts = new ArrayList<>(List.of(train));
      test.ifPresent(parts::add);
      for (Part part : parts) {
        part.images().digest(digest);
        part.labels().digest(digest);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256.", missing);
    }
  }

  ImageArrays absolute() {
    return new ImageArrays(
        train.absolute(), test.map(Part::absolute), classes, transposed, channelsLast);
  }

  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put("train", train.json());
    test.ifPresent(part -> json.put("test", part.json()));
    json.put("classes", JsonArray.ofStrings(classes)).put("transposed", transposed);
    channelsLast.ifPresent(last -> json.put("channels_last", last));
    return json.build();
  }

  static ImageArrays read(JsonPlace json) {
    return new ImageArrays(
        Part.read(json.object("train")),
        json.find("test").map(Part::read),
        json.strings("classes"),
        json.bool("transposed"),
        json.find("channels_last").map(JsonPlace::asBool));
  }
}
