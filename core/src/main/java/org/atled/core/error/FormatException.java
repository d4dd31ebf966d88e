package org.atled.core.error;

import java.nio.file.Path;

/** A file that is damaged, hostile or of another kind. Says the file, the offset and the reason. */
public final class FormatException extends AtledException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file, or what stands for it
   * @param offset bytes from its start, or −1 where no place can be named
   * @param reason what is wrong and what to do, without the file's name
   */
  public FormatException(String file, long offset, String reason) {
    super(file + (offset < 0 ? ": " : ": at byte " + offset + ": ") + reason);
  }

  public FormatException(Path file, long offset, String reason) {
    this(file.toString(), offset, reason);
  }
}
