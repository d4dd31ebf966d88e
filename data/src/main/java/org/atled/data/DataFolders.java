package org.atled.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.AtledException;

/**
 * Where data files are looked for.
 *
 * @param given folders of the user's, tried in this order; each holds the files of a data set, or
 *     folders with the names of data sets
 * @param cache where downloads are kept, tried last, in a folder for each data set
 */
public record DataFolders(List<Path> given, Path cache) {
  /** The environment variable that names a folder of data sets. */
  public static final String VARIABLE = "ATLED_DATA";

  public DataFolders {
    given = List.copyOf(given);
  }

  /**
   * The folder that {@value #VARIABLE} names, where it is set, and the user's cache: {@code
   * $XDG_CACHE_HOME/atled} or {@code ~/.cache/atled}; on macOS {@code ~/Library/Caches/atled}; on
   * Windows {@code %LOCALAPPDATA%\atled}.
   */
  public static DataFolders usual() {
    return of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
  }

  static DataFolders of(Map<String, String> environment, String system, String home) {
    List<Path> given = value(environment, VARIABLE).map(Path::of).stream().toList();
    return new DataFolders(given, cache(environment, system, Path.of(home)).resolve("atled"));
  }

  /**
   * These folders with another before them.
   *
   * @throws AtledException if it is not a folder
   */
  public DataFolders first(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new AtledException(
          "The data folder " + folder + " is not a folder; name one that exists.");
    }
    var folders = new ArrayList<Path>();
    folders.add(folder);
    folders.addAll(given);
    return new DataFolders(folders, cache);
  }

  /** The places where a data set's files may be, the likeliest first. */
  List<Path> places(String dataset) {
    var places = new ArrayList<Path>();
    for (Path folder : given) {
      places.add(folder.resolve(dataset));
      places.add(folder);
    }
    places.add(cache.resolve(dataset));
    return places;
  }

  private static Path cache(Map<String, String> environment, String system, Path home) {
    String lower = system.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return value(environment, "LOCALAPPDATA")
          .map(Path::of)
          .orElse(home.resolve("AppData").resolve("Local"));
    }
    if (lower.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches");
    }
    return value(environment, "XDG_CACHE_HOME").map(Path::of).orElse(home.resolve(".cache"));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
