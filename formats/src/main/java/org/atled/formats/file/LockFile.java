package org.atled.formats.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.error.AtledException;

/**
 * Keeps others from writing to a place as long as it is open, in this process and in others. It is
 * a lock of the operating system on a small file, which says who holds it: a process that is killed
 * holds none any more, and its file is taken over by the next.
 */
public final class LockFile implements AutoCloseable {
  /** Beyond all that is ever read: systems that lock for readers too let the text be read. */
  private static final long PLACE = Long.MAX_VALUE - 1;

  /**
   * What this process holds, of which it opens no file a second time: POSIX gives up all locks of a
   * process on a file when it closes the file once.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Path key;
  private final FileChannel channel;
  private final FileChannel reader;

  private LockFile(Path file, Path key, FileChannel channel, FileChannel reader) {
    this.file = file;
    this.key = key;
    this.channel = channel;
    this.reader = reader;
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
      Path key = Unwritable.parentOf(place).toRealPath().resolve(place.getFileName());
      if (!HELD.add(key)) {
        throw taken(what, self());
      }
      boolean isHeld = false;
      try {
        LockFile lock = of(place, key, what);
        isHeld = true;
        return lock;
      } finally {
        if (!isHeld) {
          HELD.remove(key);
        }
      }
    } catch (IOException e) {
      throw Unwritable.because(place, e);
    }
  }

  private static LockFile of(Path place, Path key, Path what) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock(PLACE, 1, false) == null) {
        channel.close();
        String holder = text(place).lines().findFirst().orElse("");
        throw taken(what, holder.isEmpty() ? "another process" : holder);
      }
      // Another in another container may have the same number, but not at the same moment.
      byte[] own = (self() + "\n" + System.nanoTime() + "\n").getBytes(StandardCharsets.UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(own), 0);
      try {
        FileChannel reader = FileChannel.open(place, StandardOpenOption.READ);
        if (Arrays.equals(start(reader, own.length), own)) {
          return new LockFile(place, key, channel, reader);
        }
        reader.close();
      } catch (NoSuchFileException e) {
        // As where another file is there: its holder has just deleted the one that was locked.
      }
      channel.close();
    }
  }

  private static byte[] start(FileChannel file, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    int count = Math.max(0, file.read(bytes, 0));
    return Arrays.copyOf(bytes.array(), count);
  }

  private static AtledException taken(Path what, String holder) {
    return new AtledException(
        "Cannot write %s: %s is writing to it; let that end, or choose another path."
            .formatted(what, holder));
  }

  private static String self() {
    return "process " + ProcessHandle.current().pid();
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
      reader.close();
      channel.close();
    } catch (IOException e) {
      throw Unwritable.because(file, e);
    } finally {
      HELD.remove(key);
    }
  }
}
