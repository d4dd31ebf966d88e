package org.atled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.atled.core.error.AtledException;
import org.atled.formats.file.LockFile;
import org.atled.nn.file.ModelFolder;
import org.atled.train.EpochReport;
import org.atled.train.SavedModel;
import org.atled.train.SavedRun;

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
   * What people are told before training if the folder holds a model already: {@code
   * atled-out/moons holds a run of 2026-11-01 (test accuracy 97.00 %); it will be replaced when
   * this one is saved}.
   */
  Optional<String> earlier() {
    if (ModelFolder.find(path).isEmpty() && SavedRun.isIn(path)) {
      return Optional.of(
          path
              + " holds checkpoints of a run that did not end, which atled train --resume "
              + path
              + " goes on with; they go when this run writes there");
    }
    return ModelFolder.savedAt(path)
        .map(saved ->
            path
                + " holds a run of "
                + LocalDate.ofInstant(saved, ZoneId.systemDefault())
                + measured()
                + "; it will be replaced when this one is saved");
  }

  /** How well the earlier run ended; nothing where that cannot be read. */
  private String measured() {
    try {
      List<EpochReport> history = SavedModel.history(path);
      return history.isEmpty() ? "" : history.getLast().test().map(OutFolder::metrics).orElse("");
    } catch (AtledException e) {
      return "";
    }
  }

  private static String metrics(EpochReport.Measured test) {
    return test.metrics().isEmpty()
        ? ""
        : test.metrics().entrySet().stream()
            .map(metric -> "test " + Text.metric(metric.getKey(), metric.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  /**
   * Keeps others from training to it, puts in order what killed processes left, and deletes what
   * they had written beside it. Folders above it are made.
   *
   * @throws AtledException if somebody trains to it
   */
  LockFile lock() {
    Path absolute = path.toAbsolutePath().normalize();
    makeParents(absolute);
    LockFile lock =
        LockFile.of(absolute.resolveSibling("." + absolute.getFileName() + ".lock"), path);
    ModelFolder.settle(path);
    return lock;
  }

  /**
   * Makes the folders above it and lets the model be saved.
   *
   * @param writer saves it to a path
   */
  void save(Consumer<Path> writer) {
    makeParents(path.toAbsolutePath().normalize());
    writer.accept(path);
  }

  private static void makeParents(Path absolute) {
    Path parent = absolute.getParent();
    if (parent != null) {
      try {
        Files.createDirectories(parent);
      } catch (IOException e) {
        throw new AtledException("Cannot make the folder " + parent + ": " + e + ".", e);
      }
    }
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
