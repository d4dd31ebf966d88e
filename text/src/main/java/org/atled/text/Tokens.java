package org.atled.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;

/**
 * The ids of a text, one after another: in memory, or in a file of int32 numbers, the low byte
 * first, which is mapped, so that a text may be larger than the heap. Immutable.
 */
public final class Tokens {
  private static final ValueLayout.OfInt ID =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 1 << 14;

  private final MemorySegment ids;

  private Tokens(MemorySegment ids) {
    this.ids = ids;
  }

  /** Tokens of these ids, in memory. */
  public static Tokens of(int... ids) {
    byte[] bytes = new byte[Math.multiplyExact(ids.length, Integer.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(ids);
    return new Tokens(MemorySegment.ofArray(bytes));
  }

  /**
   * The ids in a file; it must not change while they are used.
   *
   * @throws FormatException if it has no whole number of ids
   */
  public static Tokens map(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() % Integer.BYTES != 0) {
        throw new FormatException(
            file,
            -1,
            "it has %d bytes, which are no whole number of ids of 4 bytes; was it cut short?"
                .formatted(channel.size()));
      }
      return new Tokens(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    } catch (IOException e) {
      throw new AtledException("Cannot read " + file + ": " + e + ".", e);
    }
  }

  /** Writes them to a file, which {@link #map} reads. */
  public void write(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long from = 0; from < ids.byteSize(); from += BLOCK) {
        ByteBuffer block = ids.asSlice(from, Math.min(BLOCK, ids.byteSize() - from)).asByteBuffer();
        while (block.hasRemaining()) {
          channel.write(block);
        }
      }
    } catch (IOException e) {
      throw new AtledException("Cannot write " + file + ": " + e + ".", e);
    }
  }

  /** How many tokens there are. */
  public long size() {
    return ids.byteSize() / Integer.BYTES;
  }

  /** The id at a place, from 0. */
  public int at(long place) {
    return ids.getAtIndex(ID, place);
  }

  /**
   * Those from one place to before another, without copying them.
   *
   * @throws ArgumentException if there are no such places
   */
  public Tokens slice(long from, long to) {
    if (from < 0 || to < from || to > size()) {
      throw new ArgumentException(
          "Tokens: there is no part from %d to %d of %d ids.".formatted(from, to, size()));
    }
    return new Tokens(ids.asSlice(from * Integer.BYTES, (to - from) * Integer.BYTES));
  }

  /** Copies some, from a place on, into an array. */
  void copy(long from, long[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = at(from + i);
    }
  }

  /**
   * Holds all to a vocabulary.
   *
   * @throws ArgumentException if one is outside; it says where
   */
  void check(String name, int vocabulary) {
    for (long i = 0; i < size(); i++) {
      int id = at(i);
      if (id < 0 || id >= vocabulary) {
        throw new ArgumentException(
            "Text \"%s\": the id %d at %d is not in the vocabulary, whose %d ids go from 0 to %d; was it made by another tokenizer?"
                .formatted(name, id, i, vocabulary, vocabulary - 1));
      }
    }
  }

  @Override
  public String toString() {
    return size() + " ids";
  }
}
