package org.atled.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atled.core.error.AtledException;

/**
 * The files of a data set, and where they can be had.
 *
 * @param dataset the name of the data set
 * @param folder what its folder is called; several data sets may have one
 * @param mirror what the names of the files are appended to; ends with a slash. Of files that are
 *     not downloaded the page where people get them
 * @param files the files, which are all needed
 */
record FileSet(String dataset, String folder, URI mirror, List<RemoteFile> files) {
  /** In a folder of the data set's name. */
  FileSet(String dataset, URI mirror, List<RemoteFile> files) {
    this(dataset, dataset, mirror, files);
  }

  /**
   * The folder that holds the files. They are taken as they are where they lie complete, with their
   * names' {@code .gz} or without; otherwise those missing from the cache are brought there.
   *
   * @throws AtledException if a file is missing and cannot be had; it says what to put where
   */
  Path locate(DataFolders folders, Fetcher fetcher, DownloadListener listener) {
    List<Path> places = folders.places(folder);
    Optional<Path> found = places.stream().filter(this::isComplete).findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    Path cache = places.getLast();
    if (files.stream().anyMatch(file -> !file.isDownloaded())) {
      throw byHand(cache, places);
    }
    var download = new Download(fetcher, listener);
    for (RemoteFile file : files) {
      if (find(cache, file).isEmpty()) {
        bring(file, download, cache, places);
      }
    }
    return cache;
  }

  /**
   * The folder of the data set's name that holds all files, if there is one; nothing is downloaded.
   * Another folder may hold another data set, whose files have the same names.
   */
  Optional<Path> find(DataFolders folders) {
    return folders.places(folder).stream()
        .filter(place -> place.endsWith(folder) && isComplete(place))
        .findFirst();
  }

  private boolean isComplete(Path place) {
    return files.stream().allMatch(file -> find(place, file).isPresent());
  }

  /** The file in a folder that was located. */
  static Optional<Path> find(Path folder, RemoteFile file) {
    return find(folder, file.name());
  }

  /**
   * A file in a folder, gzipped or plain.
   *
   * @param name ends with {@code .gz}
   */
  static Optional<Path> find(Path folder, String name) {
    Path packed = folder.resolve(name);
    Path plain = folder.resolve(name.replaceFirst("\\.gz$", ""));
    return Files.isRegularFile(packed)
        ? Optional.of(packed)
        : Optional.of(plain).filter(Files::isRegularFile);
  }

  private void bring(RemoteFile file, Download download, Path cache, List<Path> places) {
    try {
      download.bring(file, mirror, cache);
    } catch (IOException failed) {
      throw missing(file, cache, places, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw missing(file, cache, places, interrupted);
    }
  }

  private AtledException byHand(Path cache, List<Path> places) {
    return new AtledException(
        "Data set \"%s\": its files are not in %s, and are not downloaded by themselves. Get them from %s and put %s."
            .formatted(dataset, searched(places), mirror, whereTo(cache)));
  }

  private AtledException missing(RemoteFile file, Path cache, List<Path> places, Exception cause) {
    // A file system's errors have no more than the path in their message.
    boolean bare = cause.getMessage() == null || cause instanceof FileSystemException;
    String reason = bare ? cause.toString() : cause.getMessage();
    return new AtledException(
        "Data set \""
            + dataset
            + "\": its files are not in "
            + searched(places)
            + ", and "
            + mirror
            + file.name()
            + " could not be downloaded ("
            + reason
            + "). Put "
            + whereTo(cache)
            + ".",
        cause);
  }

  private static String searched(List<Path> places) {
    return places.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private String whereTo(Path cache) {
    return "%s into %s, or into a folder that %s names: %s"
        .formatted(
            files.size() == 1 ? "this file" : "these " + files.size() + " files",
            cache,
            DataFolders.VARIABLE,
            files.stream().map(RemoteFile::name).collect(Collectors.joining(", ")));
  }
}
