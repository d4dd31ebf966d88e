package org.atled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.data.ArrayFile;
import org.atled.formats.npy.Npz;
import org.atled.images.ImageArrays;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Arrays of one's own to learn from. */
final class ArrayOptions {
  @Option(
      names = "--images",
      paramLabel = "FILE",
      description =
          "In place of DATASET: images in IDX or npy, [n, height, width] or with an axis of"
              + " channels, or rows of numbers [n, columns], learned as a table; with --labels.")
  Optional<Path> images = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "What is to be learned of each of --images, in IDX or npy: [n], labels that begin with"
              + " any number; of a table also numbers, and [n, targets].")
  Optional<Path> labels = Optional.empty();

  @Option(
      names = "--test-images",
      paramLabel = "FILE",
      description = "Images to measure on (default: a fifth of each class of --images).")
  Optional<Path> testImages = Optional.empty();

  @Option(names = "--test-labels", paramLabel = "FILE", description = "The labels of these.")
  Optional<Path> testLabels = Optional.empty();

  @Option(
      names = "--arrays",
      paramLabel = "X,Y",
      split = ",",
      description =
          "Of DATASET.npz the arrays that take the place of --images and --labels, and, if there"
              + " are two more, of --test-images and --test-labels.")
  List<String> arrays = List.of();

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "Names of the classes in the order of their labels, one a line, or parted by commas here"
              + " (default: the labels). With --task ordinal the texts of the target, from the"
              + " least to the greatest.")
  Optional<String> classes = Optional.empty();

  @Option(
      names = "--transpose",
      description = "The images lie column by column, as those of EMNIST do: turn them.")
  boolean transpose;

  @Option(
      names = "--channel-axis",
      paramLabel = "NAME",
      converter = AxisConverter.class,
      description =
          "Where the channels of --images are, first (behind n) or last (default: last where that"
              + " axis alone is 1 or 3).")
  Optional<Axis> channelAxis = Optional.empty();

  /**
   * Whether arrays take the place of a data set.
   *
   * @param targeted whether a column is the target, so that one array is a whole table
   */
  boolean isMeant(Optional<String> dataset, boolean targeted) {
    boolean whole = targeted && arrays.size() < 2;
    return images.isPresent() || (!whole && dataset.filter(ArrayOptions::isNpz).isPresent());
  }

  /** The one array of an npz that is named. */
  Optional<ArrayFile> single(Path file) {
    return arrays.size() == 1 ? Optional.of(array(file, 0)) : Optional.empty();
  }

  private static boolean isNpz(String argument) {
    return argument.toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  /**
   * Refuses options that other data have no use for.
   *
   * @param targeted whether a column is the target: then an npz may be a table
   * @param ordinal whether a column is learned as classes in order, which may be named
   * @throws ParameterException if there is one
   */
  void refuse(String dataset, boolean targeted, boolean ordinal, CommandLine line) {
    Given all = Given.of(line, ArrayOptions.class);
    Given named = ordinal ? all.without("--classes") : all;
    Given given = targeted && isNpz(dataset) ? named.without("--arrays") : named;
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s --images FILE, or with DATASET.npz, but \"%s\" is another data set; leave %s out."
              .formatted(given.goWith(), dataset, given.it()));
    }
  }

  /**
   * Refuses options that rows of numbers have no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuseImages(CommandLine line) {
    if (testImages.isPresent()
        || arrays.size() > 2
        || classes.isPresent()
        || transpose
        || channelAxis.isPresent()) {
      throw new ParameterException(
          line,
          "Options --test-images, --test-labels, --classes, --transpose and --channel-axis, and"
              + " more than two of --arrays, go with images, but the inputs are rows of numbers,"
              + " which are learned as a table; leave them out.");
    }
  }

  /**
   * The arrays.
   *
   * @throws ParameterException if some are missing, or too many are named
   */
  ImageArrays source(Optional<String> dataset, CommandLine line) {
    ImageArrays source = dataset.isPresent() ? ofNpz(dataset.get(), line) : ofFiles(line);
    return new ImageArrays(
        source.train(),
        source.test(),
        classes.map(ArrayOptions::names).orElse(List.of()),
        transpose,
        channelAxis.map(axis -> axis == Axis.LAST));
  }

  private ImageArrays ofNpz(String dataset, CommandLine line) {
    Given files = Given.of(line, "--images", "--labels", "--test-images", "--test-labels");
    if (!files.isEmpty()) {
      throw new ParameterException(
          line,
          "%s the place of a data set, but \"%s\" is named too; leave one of both out."
              .formatted(files.subject("takes", "take"), dataset));
    }
    Path file = Path.of(dataset);
    if (arrays.size() != 2 && arrays.size() != 4) {
      throw new ParameterException(
          line,
          (arrays.isEmpty()
                  ? "Missing option '--arrays': name"
                  : "Option '--arrays' names " + arrays.size() + "; name")
              + " the arrays of "
              + dataset
              + " that hold inputs and labels, and those to measure on if there are some, such as"
              + " --arrays x,y or --arrays x_train,y_train,x_test,y_test. There are: "
              + String.join(", ", Npz.read(file).keySet())
              + ".");
    }
    ImageArrays train = ImageArrays.of(array(file, 0), array(file, 1));
    return arrays.size() == 2 ? train : train.measuredOn(array(file, 2), array(file, 3));
  }

  private ArrayFile array(Path file, int index) {
    return ArrayFile.of(file, arrays.get(index).strip());
  }

  private ImageArrays ofFiles(CommandLine line) {
    if (!arrays.isEmpty()) {
      throw new ParameterException(
          line, "Option '--arrays' goes with DATASET.npz, not with --images; leave it out.");
    }
    Path file =
        labels.orElseThrow(() ->
            new ParameterException(
                line, "Missing option '--labels': name the file with a label for each image."));
    ImageArrays train = ImageArrays.of(ArrayFile.of(images.orElseThrow()), ArrayFile.of(file));
    if (testImages.isPresent() != testLabels.isPresent()) {
      throw new ParameterException(
          line, "Options '--test-images' and '--test-labels' go together; give both, or none.");
    }
    return testImages.isPresent()
        ? train.measuredOn(ArrayFile.of(testImages.get()), ArrayFile.of(testLabels.orElseThrow()))
        : train;
  }

  /** The names of the classes, in their order, where somebody says them. */
  Optional<List<String>> order() {
    return classes.map(ArrayOptions::names);
  }

  private static List<String> names(String text) {
    List<String> names =
        text.contains(",")
            ? Stream.of(text.split(",", -1)).map(String::strip).toList()
            : lines(text);
    if (names.size() < 2 || names.size() != Set.copyOf(names).size() || names.contains("")) {
      throw new ArgumentException(
          "The classes are "
              + names
              + ", but there must be at least two names, each once; write one a line, or part them"
              + " by commas: --classes cat,dog.");
    }
    return names;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new AtledException(
          "Cannot read the names of classes in "
              + file
              + "; name a text file with one a line, or part them by commas: --classes cat,dog.",
          e);
    }
  }

  /** Where channels are. */
  enum Axis {
    FIRST,
    LAST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads a name. */
  static final class AxisConverter implements ITypeConverter<Axis> {
    @Override
    public Axis convert(String text) {
      return Choice.of("axis", text, Axis.values());
    }
  }
}
