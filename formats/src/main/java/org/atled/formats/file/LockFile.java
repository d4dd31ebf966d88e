package org.atled.formats.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.atled.core.error.AtledException;

/**
 * Keeps others from writing to a place as long as it is open, in this process and in others. It is
 * a lock of the operating system on a small file, which says who holds it: a process that is killed
 * holds none any more, and its file is taken over by the next.
 */
public final class LockFile implements AutoCloseable {
  /** Beyond all that is ever read: systems that lock for readers too let the text be read. */
  private static final long PLACE = Long.MAX_VALUE - 1;

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file is made, in a folder that exists, and deleted when the lock is given back
   * @param what it keeps for its holder, for the error
   * @throws AtledException if somebody holds it, or the file cannot be written
   */
  public static LockFile of(Path file, Path what) {
    Path place = file.toAbsolutePath();
    try {
      Unwritable.parentOf(place);
      while (true) {
        FileChannel channel =
            FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isTaken(channel, place, what)) {
          return new LockFile(place, channel);
        }
        channel.close(); // its holder has just deleted the file
      }
    } catch (IOException e) {
      throw Unwritable.because(place, e);
    }
  }

  /** Whether a file was locked that is no longer at its place. */
  private static boolean isTaken(FileChannel channel, Path place, Path what) throws IOException {
    boolean isLocked;
    try {
      isLocked = channel.tryLock(PLACE, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      isLocked = false;
    }
    if (!isLocked) {
      String holder = text(place).lines().findFirst().orElse("");
      channel.close();
      throw new AtledException(
          "Cannot write %s: %s is writing to it; let that end, or choose another path."
              .formatted(what, holder.isEmpty() ? "another process" : holder));
    }
    String own = "process " + ProcessHandle.current().pid() + "\n" + UUID.randomUUID() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(own.getBytes(StandardCharsets.UTF_8)), 0);
    return !text(place).equals(own);
  }

  private static String text(Path place) throws IOException {
    try {
      return Files.readString(place);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** Gives it back. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      throw Unwritable.because(file, e);
    }
  }
}
