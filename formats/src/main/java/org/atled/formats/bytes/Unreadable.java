package org.atled.formats.bytes;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.atled.core.error.AtledException;

/** What the operating system said when a file could not be read. */
public final class Unreadable {
  private Unreadable() {}

  public static AtledException because(Path file, IOException e) {
    String reason =
        switch (e) {
          case NoSuchFileException missing -> "there is no such file; check the path";
          case AccessDeniedException denied -> "access is denied; check its permissions";
          default -> String.valueOf(e.getMessage());
        };
    return new AtledException("Cannot read " + file + ": " + reason + ".", e);
  }
}
