package org.atled.formats.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;

/**
 * A folder of files that is replaced as a whole. Writing goes through these states, each a rename:
 *
 * <ol>
 *   <li>the files are written to a hidden folder beside the target and forced to the disk;
 *   <li>that folder becomes {@code .NAME.new}: from here on the new content is whole;
 *   <li>the target, if there is one, becomes {@code .NAME.old};
 *   <li>{@code .NAME.new} becomes the target, and {@code .NAME.old} is deleted.
 * </ol>
 *
 * <p>No system that Java runs on can swap two folders in one step, so between 3 and 4 the target is
 * missing for a moment. A process killed there leaves {@code .NAME.new} and {@code .NAME.old}, both
 * whole: {@link #current} then reads the new one, and the next {@link #write} puts things in order.
 * Killed anywhere else it leaves the target with the old or the new content. Readers never change
 * anything. Any number may read while one writes; a reader that opens several files in turn may
 * find that the folder was replaced between two of them. Only one may write at a time.
 *
 * <p>What else stands in the folder stays: whoever writes says which of the old files are its own,
 * and all others are taken over into the new content before it becomes the target, so that they too
 * are there at any moment. Where the file system has hard links they stay the same files, else they
 * are copied. So that a wrong path does not fill a home directory, a folder that is not empty is
 * replaced only if it holds the marker.
 *
 * <p>What a killed process left beside the folder is cleared by the next {@link #write}, or by
 * {@link #settle}.
 *
 * @param target the folder
 * @param marker the name of a file that every folder of this kind holds, such as {@code model.json}
 * @param before names that a folder of this kind may hold alone, before it has the marker
 */
public record AtomicFolder(Path target, String marker, Set<String> before) {
  private static final System.Logger LOG = System.getLogger(AtomicFolder.class.getName());

  public AtomicFolder {
    target = target.toAbsolutePath().normalize();
    before = Set.copyOf(before);
  }

  /** A folder that has the marker from the beginning. */
  public AtomicFolder(Path target, String marker) {
    this(target, marker, Set.of());
  }

  /** What is to be written. */
  @FunctionalInterface
  public interface Content {
    /** Writes the files, the marker among them, into the empty folder. */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Finds out before long work, and without changing anything, whether {@link #write} would refuse.
   *
   * @throws AtledException as write does
   */
  public void checkWritable() {
    try {
      Unwritable.parentOf(target);
      checkReplaceable();
    } catch (IOException e) {
      throw Unwritable.because(target, e);
    }
  }

  /**
   * Writes or replaces the folder. If anything fails, the old content stays.
   *
   * @param own names in the folder that belong to what is replaced: these go, the marker too, and
   *     all others stay unless the content has files of their names
   * @throws AtledException naming the path and the way out, if it cannot be written, if it exists
   *     and is of another kind, or if the content lacks the marker
   */
  public void write(Set<String> own, Content content) {
    try {
      Path parent = Unwritable.parentOf(target);
      finishInterrupted();
      Leftovers.clear(target);
      checkReplaceable();
      Path temporary = AtomicFile.temporaryFor(target);
      try {
        Files.createDirectory(temporary);
        content.writeTo(temporary);
        if (!Files.isRegularFile(temporary.resolve(marker))) {
          throw new AtledException(
              "Cannot write " + target + ": the content lacks the file " + marker + ".");
        }
        forceAll(temporary);
        takeOver(own, temporary);
        delete(fresh());
        move(temporary, fresh());
      } finally {
        delete(temporary);
        AtomicFile.giveUp(temporary);
      }
      replace();
      AtomicFile.force(parent);
      deleteOld();
    } catch (IOException e) {
      throw Unwritable.because(target, e);
    }
  }

  /** Gives the new content what others put into the old. */
  private void takeOver(Set<String> own, Path into) throws IOException {
    if (Files.notExists(target)) {
      return;
    }
    try (Stream<Path> entries = Files.list(target)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        String name = entry.getFileName().toString();
        Path place = into.resolve(name);
        if (!name.equals(marker)
            && !own.contains(name)
            && Files.notExists(place, LinkOption.NOFOLLOW_LINKS)) {
          takeOver(entry, place);
        }
      }
    }
    AtomicFile.force(into);
  }

  private static void takeOver(Path from, Path to) throws IOException {
    if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(to);
      try (Stream<Path> entries = Files.list(from)) {
        for (Path entry : (Iterable<Path>) entries::iterator) {
          takeOver(entry, to.resolve(entry.getFileName().toString()));
        }
      }
      AtomicFile.force(to);
    } else if (Files.isSymbolicLink(from)) {
      Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
    } else {
      try {
        Files.createLink(to, from); // the same file, whose numbers are on the disk already
      } catch (UnsupportedOperationException | IOException noLinks) {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        AtomicFile.force(to);
      }
    }
  }

  /** Steps 3 and 4; if one fails, the old content is the target again and the new is deleted. */
  void replace() throws IOException {
    delete(old());
    boolean aside = false;
    try {
      if (Files.exists(target)) {
        move(target, old());
        aside = true;
      }
      move(fresh(), target);
    } catch (IOException e) {
      try {
        if (aside) {
          move(old(), target);
        }
        delete(fresh());
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** The new content is in place: what cannot be deleted now, the next write deletes or names. */
  private void deleteOld() {
    try {
      delete(old());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Left behind: " + old() + " (" + e + ")");
    }
  }

  /** The folder to read now: the target, or what an interrupted replacement left of it. */
  public Optional<Path> current() {
    return Stream.of(target, fresh(), old()).filter(this::holdsMarker).findFirst();
  }

  private boolean holdsMarker(Path folder) {
    return Files.isRegularFile(folder.resolve(marker));
  }

  private Path fresh() {
    return target.resolveSibling("." + target.getFileName() + ".new");
  }

  private Path old() {
    return target.resolveSibling("." + target.getFileName() + ".old");
  }

  /**
   * Puts in order what killed processes left: a replacement that they began is finished, and what
   * they wrote aside is deleted. Only one may do so, or write, at a time.
   *
   * @throws AtledException naming the path, if that is not permitted
   */
  public void settle() {
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return;
    }
    try {
      finishInterrupted();
      Leftovers.clear(target);
      if (holdsMarker(target)) {
        delete(fresh());
        delete(old());
      }
    } catch (IOException e) {
      throw Unwritable.because(target, e);
    }
  }

  private void finishInterrupted() throws IOException {
    if (Files.notExists(target)) {
      for (Path whole : List.of(fresh(), old())) {
        if (holdsMarker(whole)) {
          move(whole, target);
          return;
        }
      }
    }
  }

  private void checkReplaceable() throws IOException {
    if (Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new AtledException(
          "Cannot write " + target + ": it exists and is not a folder; choose another path.");
    }
    Unwritable.checkNotReadOnly(target, target);
    try (Stream<Path> entries = Files.list(target)) {
      if (!holdsMarker(target)
          && entries.anyMatch(entry -> !before.contains(entry.getFileName().toString()))) {
        throw new AtledException(
            "Cannot write "
                + target
                + ": the folder is not empty and holds no "
                + marker
                + ", so it is not replaced; choose a new or an empty folder.");
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void forceAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isDirectory(path)) {
          AtomicFile.force(path);
        } else {
          try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.force(true);
          }
        }
      }
    }
  }

  /** Deletes a folder with all it holds; symbolic links in it are deleted, not followed. */
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
