package org.atled.data;

import java.util.List;
import java.util.function.Function;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.core.random.Seed;

/** The data sets that are known by name. */
public final class Datasets {
  /**
   * What loading needs beside the name.
   *
   * @param seed from which generated data come; files do not depend on it
   * @param folders where files are looked for
   * @param listener is told of downloads
   */
  public record Options(Seed seed, DataFolders folders, DownloadListener listener) {
    /** This seed, the usual folders, and nobody to listen. */
    public static Options of(Seed seed) {
      return new Options(seed, DataFolders.usual(), DownloadListener.none());
    }
  }

  /**
   * A data set by name.
   *
   * @param name what it is called
   * @param summary one line on what it is
   * @param train examples to learn from
   * @param test examples to measure on
   * @param loader gives its examples
   */
  public record Known(
      String name, String summary, int train, int test, Function<Options, Split> loader) {
    public Split load(Options options) {
      return loader.apply(options);
    }
  }

  private static final List<Known> ALL =
      List.of(
          new Known(
              Digits.NAME,
              "handwritten digits, generated: grey 28×28 images in 10 classes",
              Digits.TRAIN,
              Digits.TEST,
              options -> Digits.generate(options.seed())),
          new Known(
              Mnist.NAME,
              "handwritten digits, downloaded (11.5 MB): grey 28×28 images in 10 classes",
              60_000,
              10_000,
              options -> Mnist.load(options.folders(), options.listener())),
          new Known(
              FashionMnist.NAME,
              "clothes, downloaded (31 MB): grey 28×28 images in 10 classes",
              60_000,
              10_000,
              options -> FashionMnist.load(options.folders(), options.listener())),
          new Known(
              Kmnist.NAME,
              "Japanese syllables, downloaded (21 MB): grey 28×28 images in 10 classes",
              60_000,
              10_000,
              options -> Kmnist.load(options.folders(), options.listener())),
          new Known(
              Qmnist.NAME,
              "handwritten digits, if its files are there: grey 28×28 images in 10 classes",
              60_000,
              60_000,
              options -> Qmnist.load(options.folders())),
          emnist(Emnist.LETTERS, "handwritten letters"),
          emnist(Emnist.BALANCED, "handwritten digits and letters"),
          emnist(Emnist.DIGITS, "handwritten digits"),
          emnist(Emnist.BYMERGE, "handwritten digits and letters, all"),
          emnist(Emnist.BYCLASS, "handwritten digits and letters, all by case"),
          new Known(
              Cifar10.NAME,
              "things and animals, downloaded (170 MB): colour 32×32 images in 10 classes",
              50_000,
              10_000,
              options -> Cifar10.load(options.folders(), options.listener())),
          new Known(
              Cifar100.NAME,
              "things and living beings, downloaded (169 MB): colour 32×32 images in 100 classes",
              50_000,
              10_000,
              options -> Cifar100.load(options.folders(), options.listener())),
          toy(Toy.moons(), "two half circles that reach into each other"),
          toy(Toy.circles(), "a circle within a circle"),
          toy(Toy.spirals(), "arms wound into each other"),
          toy(Toy.xor(), "four quadrants, opposite ones alike"),
          toy(Toy.blobs(), "round heaps"));

  private Datasets() {}

  /** All of them, in the order in which they are best shown. */
  public static List<Known> all() {
    return ALL;
  }

  /**
   * The data set with this name.
   *
   * @throws ArgumentException if there is none; it names those there are, and the nearest
   */
  public static Known named(String name) {
    return ALL.stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  /**
   * Loads a data set by name; see {@link #named}.
   *
   * @throws ArgumentException if there is none of this name
   */
  public static Split load(String name, Options options) {
    return named(name).load(options);
  }

  private static Known emnist(Emnist part, String summary) {
    return new Known(
        part.dataset(),
        "%s, if its files are there: grey 28×28 images in %s classes"
            .formatted(summary, part.classes().size()),
        part.train(),
        part.test(),
        options -> part.load(options.folders()));
  }

  private static Known toy(Toy toy, String summary) {
    return new Known(
        toy.name(),
        summary + ", generated: points in the plane in " + toy.classes() + " classes",
        Toy.TRAIN,
        Toy.TEST,
        options -> toy.generate(options.seed()));
  }

  private static ArgumentException unknown(String name) {
    List<String> names = ALL.stream().map(Known::name).toList();
    return new ArgumentException(
        "There is no data set \""
            + name
            + "\"."
            + Spelling.guess(name, names)
            + " There are: "
            + String.join(", ", names)
            + ".");
  }
}
