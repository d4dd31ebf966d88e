package org.atled.tables;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.AtledException;

/**
 * Where the values of a table lie: in the heap, and as soon as they would take too much of it, in
 * files beside it, which are mapped into memory. These have no name from the moment they are there,
 * and are gone when nobody uses the table any more, or the program ends in whatever way.
 */
public final class Scratch {
  /** Values take at most this part of the heap, and the examples made of them twice as much. */
  private static final long PART = 8;

  private static final long REGION = 1L << 27;
  private static final int ALIGNMENT = 8;

  private final Path folder;
  private final long most;
  private long heap;
  private long outside;
  private Optional<MemorySegment> region = Optional.empty();
  private long used;

  private Scratch(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  /** The heap as far as an eighth of it, then the folder of temporary files. */
  public static Scratch usual() {
    return new Scratch(temporary(), Runtime.getRuntime().maxMemory() / PART);
  }

  /** All values lie in files of this folder. */
  public static Scratch in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new AtledException(
          folder + " is no folder, but values are to lie there beside the heap; make it first.");
    }
    return new Scratch(folder, 0);
  }

  /** The heap alone. */
  static Scratch none() {
    return new Scratch(temporary(), Long.MAX_VALUE);
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** As much of the heap again, and then the same folder. */
  Scratch anew() {
    return new Scratch(folder, most);
  }

  /** Whether so many numbers may lie in the heap; if so, they count. */
  synchronized boolean keeps(int count) {
    return fits((long) count * Long.BYTES);
  }

  /** Room beside the heap for so many numbers. */
  synchronized LongBuffer longs(int count) {
    long bytes = (long) count * Long.BYTES;
    return piece(bytes).asByteBuffer().order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  /** Room for so many bytes. */
  synchronized ByteBuffer bytes(int count) {
    return fits(count) ? ByteBuffer.allocate(count) : piece(count).asByteBuffer();
  }

  private boolean fits(long bytes) {
    boolean fits = heap + bytes <= most;
    heap += fits ? bytes : 0;
    return fits;
  }

  /** Room beside the heap for examples; nothing if they may lie in it. */
  synchronized Optional<MemorySegment> examples(long bytes) {
    return bytes / 2 <= most && most > 0 ? Optional.empty() : Optional.of(mapped(bytes));
  }

  private MemorySegment piece(long bytes) {
    if (region.isEmpty() || used + bytes > region.get().byteSize()) {
      region = Optional.of(mapped(Math.max(REGION, bytes)));
      used = 0;
    }
    MemorySegment piece = region.get().asSlice(used, bytes);
    used += Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    return piece;
  }

  private MemorySegment mapped(long bytes) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < bytes) {
        throw new AtledException(
            String.format(
                Locale.ROOT,
                "The table is larger than the heap can hold, and %s, where it is to lie beside it,"
                    + " has %,d MB left; say another folder with --scratch, or give Java a larger"
                    + " heap.",
                folder,
                free >> 20));
      }
      Path file = Files.createTempFile(folder, "atled-", ".scratch");
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        outside += bytes;
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
      }
    } catch (IOException e) {
      throw new AtledException(
          "The table is larger than the heap can hold, and cannot lie beside it in "
              + folder
              + " ("
              + e.getMessage()
              + "); say another folder with --scratch, or give Java a larger heap.",
          e);
    }
  }

  /** What to tell of values beside the heap, if there are any. */
  synchronized Optional<String> remark() {
    return outside == 0
        ? Optional.empty()
        : Optional.of(
            "its values lie beside the heap, in files in "
                + folder
                + " that are gone when the program ends; --scratch DIR says where");
  }
}
