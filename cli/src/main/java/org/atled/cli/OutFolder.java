package org.atled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.atled.core.error.AtledException;
import org.atled.nn.file.ModelFolder;

/** Where a model goes. Folders above it that are missing are made, but not before it is saved. */
record OutFolder(Path path) {
  /**
   * Finds out before training whether the model could be saved, and changes nothing.
   *
   * @throws AtledException if it could not
   */
  void check() {
    ModelFolder.checkWritable(highestMissing());
  }

  /**
   * Makes the folders above it and lets the model be saved.
   *
   * @param writer saves it to a path
   */
  void save(Consumer<Path> writer) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent != null) {
      try {
        Files.createDirectories(parent);
      } catch (IOException e) {
        throw new AtledException("Cannot make the folder " + parent + ": " + e + ".", e);
      }
    }
    writer.accept(path);
  }

  /** This folder, or the first one on the way to it that is yet to be made. */
  private Path highestMissing() {
    Path highest = path.toAbsolutePath().normalize();
    for (Path above = highest.getParent();
        above != null && Files.notExists(above, LinkOption.NOFOLLOW_LINKS);
        above = above.getParent()) {
      highest = above;
    }
    return highest;
  }
}
