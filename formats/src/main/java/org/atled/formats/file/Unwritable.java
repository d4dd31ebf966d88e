package org.atled.formats.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.atled.core.error.AtledException;

/** Why a place cannot be written, found out before anything is written where that is possible. */
final class Unwritable {
  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private Unwritable() {}

  /** The folder that holds the target; it must exist and be writable. */
  static Path parentOf(Path target) throws IOException {
    Path parent = target.getParent();
    if (parent == null) {
      throw new AtledException(
          "Cannot write " + target + ": it is a root; choose a path inside a folder.");
    }
    if (!Files.isDirectory(parent)) {
      throw new AtledException(
          "Cannot write "
              + target
              + ": "
              + parent
              + (Files.exists(parent) ? " is not a folder" : " does not exist")
              + "; make the folder first or choose another path.");
    }
    checkNotReadOnly(parent, target);
    return parent;
  }

  /**
   * Renaming would replace a read-only file all the same, and an administrator may write anywhere;
   * who took every write permission away meant it.
   */
  static void checkNotReadOnly(Path existing, Path target) throws IOException {
    PosixFileAttributeView posix =
        Files.getFileAttributeView(existing, PosixFileAttributeView.class);
    boolean permitted =
        posix == null || posix.readAttributes().permissions().stream().anyMatch(WRITE::contains);
    if (!permitted || !Files.isWritable(existing)) {
      throw new AtledException(
          "Cannot write "
              + target
              + ": "
              + (existing.equals(target) ? "it" : existing)
              + " is read-only; give it write permission or choose another path.");
    }
  }

  static AtledException because(Path target, IOException e) {
    String reason =
        switch (e) {
          case AccessDeniedException denied ->
              "access is denied; check the permissions or choose another path";
          case NoSuchFileException missing -> missing.getFile() + " has disappeared; write again";
          case FileAlreadyExistsException exists ->
              exists.getFile() + " appeared meanwhile; let one process write at a time";
          default -> String.valueOf(e.getMessage());
        };
    return new AtledException("Cannot write " + target + ": " + reason + ".", e);
  }
}
