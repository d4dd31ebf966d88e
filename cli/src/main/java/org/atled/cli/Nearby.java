package org.atled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.Spelling;

/** What lies where a file or folder was looked for that is not there. */
final class Nearby {
  private Nearby() {}

  /**
   * Refuses a path that may have meant a folder as well as a file.
   *
   * @throws AtledException if there is nothing; it names what is nearest
   */
  static void check(String path) {
    if (!TableFile.endsLikeOne(path) && !StandardInput.isMeant(path) && !isThere(path)) {
      throw new AtledException(
          "There is no file or folder %s.%s Check the path.".formatted(path, guess(path)));
    }
  }

  private static boolean isThere(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What a message may add: {@code Did you mean "pets/dark"?}, after a space, or nothing. */
  static String guess(String text) {
    try {
      Path path = Path.of(text);
      String name = TableFile.name(path).toLowerCase(Locale.ROOT);
      return Optional.ofNullable(path.toAbsolutePath().getParent()).map(Nearby::names).stream()
          .flatMap(List::stream)
          .min(Comparator.comparingInt(near -> wrong(name, near)))
          .filter(near -> wrong(name, near) <= near.length() / 2)
          .map(near -> " Did you mean \"" + path.resolveSibling(near) + "\"?")
          .orElse("");
    } catch (InvalidPathException e) {
      return "";
    }
  }

  private static int wrong(String name, String near) {
    return Spelling.distance(near.toLowerCase(Locale.ROOT), name);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> String.valueOf(path.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
