package org.atled.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Arrays of images and of labels that lie in a folder, named as MNIST's are: {@code
 * train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}.
 */
final class LooseArrays {
  private static final String IMAGES = "images";
  private static final String TRAIN = "train";

  private LooseArrays() {}

  /** Which options learn from them, as a sentence with a blank before it; else nothing. */
  static String hint(Path folder) throws IOException {
    List<Path> images;
    try (Stream<Path> all = Files.list(folder)) {
      images = all.filter(LooseArrays::areLabelled).sorted().toList();
    }
    if (images.isEmpty()) {
      return "";
    }
    Path train =
        images.stream()
            .filter(file -> name(file).contains(TRAIN))
            .findFirst()
            .orElse(images.getFirst());
    String test =
        Stream.of("test", "t10k")
            .map(part -> train.resolveSibling(name(train).replace(TRAIN, part)))
            .filter(file -> !file.equals(train) && images.contains(file))
            .findFirst()
            .map(file -> " --test-images %s --test-labels %s".formatted(file, labels(file)))
            .orElse("");
    return " What lies in it is learned by --images %s --labels %s%s."
        .formatted(train, labels(train), test);
  }

  private static boolean areLabelled(Path file) {
    return name(file).contains(IMAGES)
        && Files.isRegularFile(file)
        && Files.isRegularFile(labels(file));
  }

  private static Path labels(Path images) {
    return images.resolveSibling(name(images).replace(IMAGES, "labels").replace("idx3", "idx1"));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
