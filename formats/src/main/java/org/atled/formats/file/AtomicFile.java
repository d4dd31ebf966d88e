package org.atled.formats.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.atled.core.error.AtledException;

/**
 * Writes a file so that at any moment its path holds either the old content or the new, whole: the
 * content goes to a hidden file beside it, is forced to the disk, and takes the path by an atomic
 * rename. When writing fails the hidden file is deleted and the old content stays; when the process
 * is killed it may remain, as {@code .NAME.PROCESS-COUNT.tmp}, and may be deleted.
 */
public final class AtomicFile {
  private static final AtomicLong COUNT = new AtomicLong();

  /** What this process is writing to. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private AtomicFile() {}

  /** What is to be written. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes or replaces a file. A symbolic link stays one; the file it leads to is replaced.
   *
   * @throws AtledException naming the path and the way out, if its folder is missing, it or its
   *     folder is read-only, it is a folder, or the disk refuses
   */
  public static void write(Path file, Content content) {
    try {
      Path target = file.toAbsolutePath();
      if (Files.isSymbolicLink(target)) {
        target = target.toRealPath();
      }
      Path parent = Unwritable.parentOf(target);
      if (Files.isDirectory(target)) {
        throw new AtledException(
            "Cannot write " + file + ": it is a folder; choose the path of a file.");
      }
      if (Files.exists(target)) {
        Unwritable.checkNotReadOnly(target, target);
      }
      Path temporary = temporaryFor(target);
      try {
        try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          content.writeTo(out);
          out.flush();
          channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        // After the rename there is nothing left to delete.
        Files.deleteIfExists(temporary);
        OURS.remove(temporary);
      }
      force(parent);
    } catch (IOException e) {
      throw Unwritable.because(file, e);
    }
  }

  /** Writes or replaces a file with these bytes. */
  public static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /** A path beside the target that no other process or thread uses, until it is given up. */
  static Path temporaryFor(Path target) {
    Path temporary =
        target.resolveSibling(
            "."
                + target.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + COUNT.incrementAndGet()
                + ".tmp");
    OURS.add(temporary);
    return temporary;
  }

  /** Gives up what {@link #temporaryFor} gave. */
  static void giveUp(Path temporary) {
    OURS.remove(temporary);
  }

  /** Whether this process is writing to a path that {@link #temporaryFor} gave. */
  static boolean isInUse(Path temporary) {
    return OURS.contains(temporary);
  }

  /** Makes a folder's list of names durable, where the system lets a folder be opened. */
  static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; there its file system keeps the order of renames by itself.
      System.getLogger("org.atled")
          .log(
              System.Logger.Level.DEBUG, "Cannot force {0} to the disk: {1}", folder, e.toString());
    }
  }
}
