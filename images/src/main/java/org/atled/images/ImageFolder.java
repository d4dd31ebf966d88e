package org.atled.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.data.Kept;
import org.atled.formats.bytes.Unreadable;

/**
 * Images in folders by class, {@code FOLDER/class/*.png}, in two parts. Classes and files come in
 * the order of their names. A folder that holds no more than {@code train} and {@code test} (or
 * {@code val}, {@code valid}, {@code validation}) is parted already, each part by class; else a
 * fifth of each class is kept to measure on, chosen by a seed.
 *
 * @param classes the names of the classes
 * @param train images to learn from
 * @param test images to measure on
 * @param passedOver files in the folders of classes that are not named as images are
 */
public record ImageFolder(
    Path folder, List<String> classes, List<Item> train, List<Item> test, int passedOver) {
  private static final String TRAIN = "train";
  private static final List<String> TEST = List.of("test", "val", "valid", "validation");

  /**
   * A file and its class.
   *
   * @param label the number of the class
   */
  public record Item(Path file, int label) {}

  public ImageFolder {
    classes = List.copyOf(classes);
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  /**
   * Lists a folder; no image is read.
   *
   * @param seed chooses what is kept, where the folder is not parted already
   * @throws ArgumentException if it is no folder, has fewer than two classes, a class without
   *     images, or parts of other classes
   * @throws org.atled.core.error.AtledException if it cannot be read
   */
  public static ImageFolder of(Path folder, Seed seed) {
    List<String> names = folders(folder);
    List<String> kept = names.stream().filter(TEST::contains).toList();
    if (names.size() == 2 && names.contains(TRAIN) && kept.size() == 1) {
      return parted(folder, kept.getFirst());
    }
    Listing all = Listing.of(folder, names);
    List<Item> train = new ArrayList<>();
    List<Item> test = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      split(all.ofClass(label), seed.at("split").at(names.get(label)), train, test);
    }
    if (test.isEmpty()) {
      throw new ArgumentException(
          "%s has one image of each class; to measure on there must be a second of one."
              .formatted(folder));
    }
    return new ImageFolder(folder, names, train, test, all.passedOver());
  }

  /**
   * Lists a folder of which all images are to be measured on.
   *
   * @throws ArgumentException as {@link #of}
   */
  public static ImageFolder toMeasure(Path folder) {
    Listing all = Listing.of(folder, folders(folder));
    return new ImageFolder(folder, all.classes(), List.of(), all.items(), all.passedOver());
  }

  private static ImageFolder parted(Path folder, String kept) {
    Listing train = Listing.of(folder.resolve(TRAIN), folders(folder.resolve(TRAIN)));
    Listing test = Listing.of(folder.resolve(kept), folders(folder.resolve(kept)));
    if (!train.classes().equals(test.classes())) {
      throw new ArgumentException(
          "%s has the classes %s to learn from but %s in %s; both must have the same."
              .formatted(
                  folder,
                  String.join(", ", train.classes()),
                  String.join(", ", test.classes()),
                  kept));
    }
    int passedOver = train.passedOver() + test.passedOver();
    return new ImageFolder(folder, train.classes(), train.items(), test.items(), passedOver);
  }

  private static void split(List<Item> items, Seed seed, List<Item> train, List<Item> test) {
    Set<Integer> chosen = Kept.of(items.size(), seed);
    for (int i = 0; i < items.size(); i++) {
      (chosen.contains(i) ? test : train).add(items.get(i));
    }
  }

  /**
   * SHA-256 of the paths and the sizes of all images in the folder, by which it is known again.
   *
   * @throws org.atled.core.error.AtledException if a file can no longer be read
   */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Stream.concat(train.stream(), test.stream())
          .map(item -> path(folder, item.file()) + "\n" + size(item.file()) + "\n")
          .sorted()
          .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256.", missing);
    }
  }

  /** The same text on every system. */
  private static String path(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /**
   * All images below a folder but hidden ones and those in hidden folders, by their paths.
   *
   * @throws org.atled.core.error.AtledException if it cannot be read
   */
  public static List<Path> images(Path folder) {
    return files(folder).stream().filter(ImageFile::isNamedSo).toList();
  }

  /** All files below a folder but hidden ones, by their paths; links are followed. */
  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !isHidden(folder.relativize(file)))
          .sorted(Comparator.comparing(file -> path(folder, file)))
          .toList();
    } catch (IOException e) {
      throw Unreadable.because(folder, e);
    } catch (UncheckedIOException e) {
      IOException cause = Optional.ofNullable(e.getCause()).orElseGet(() -> new IOException(e));
      throw Unreadable.because(folder, cause);
    }
  }

  private static boolean isHidden(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }

  /** The names of the folders in a folder, but for hidden ones. */
  private static List<String> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ArgumentException(
          folder + " is not a folder; name one that has a folder of images for each class.");
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<String> names =
          all.filter(Files::isDirectory)
              .map(path -> String.valueOf(path.getFileName()))
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList();
      if (names.size() < 2) {
        throw new ArgumentException(
            "%s has %s%s; it must have one for each class, and two classes: %s and so on.%s"
                .formatted(
                    folder,
                    names.isEmpty() ? "no folder of images" : "one folder, " + names.getFirst(),
                    beside(folder),
                    folder.resolve("cats").resolve("1.png"),
                    LooseArrays.hint(folder)));
      }
      return names;
    } catch (IOException e) {
      throw Unreadable.because(folder, e);
    }
  }

  /** What a message adds of images that lie in a folder itself. */
  private static String beside(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      long images = all.filter(Files::isRegularFile).filter(ImageFile::isNamedSo).count();
      return images == 0
          ? ""
          : ", and %d %s in it, not in a class's folder"
              .formatted(images, images == 1 ? "image lies" : "images lie");
    }
  }

  /** What lies in the folders of classes. */
  private record Listing(List<String> classes, List<Item> items, int passedOver) {
    static Listing of(Path folder, List<String> classes) {
      List<Item> items = new ArrayList<>();
      int passedOver = 0;
      for (int label = 0; label < classes.size(); label++) {
        List<Path> files = files(folder.resolve(classes.get(label)));
        int number = label;
        List<Item> images =
            files.stream()
                .filter(ImageFile::isNamedSo)
                .map(file -> new Item(file, number))
                .toList();
        if (images.isEmpty()) {
          throw new ArgumentException(
              "%s has no image: no file in it ends with %s; put some there, or take the folder away."
                  .formatted(folder.resolve(classes.get(label)), ImageFile.endings()));
        }
        items.addAll(images);
        passedOver += files.size() - images.size();
      }
      return new Listing(classes, items, passedOver);
    }

    List<Item> ofClass(int label) {
      return items.stream().filter(item -> item.label() == label).toList();
    }
  }
}
