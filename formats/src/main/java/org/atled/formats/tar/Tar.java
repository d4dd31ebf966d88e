package org.atled.formats.tar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.bytes.Unreadable;

/**
 * Reads the files in an archive one after the other, gzipped or plain: blocks of 512 bytes, a
 * header for each file and then its bytes (POSIX.1-1988, "ustar Interchange Format"). Folders,
 * links and what extends a header are passed over.
 *
 * <pre>{@code
 * try (Tar archive = Tar.open(Path.of("cifar-10-binary.tar.gz"))) {
 *   for (var entry = archive.next(); entry.isPresent(); entry = archive.next()) {
 *     byte[] bytes = entry.get().bytes();
 *   }
 * }
 * }</pre>
 */
public final class Tar implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int CHECKSUM_AT = 148;
  private static final int KIND_AT = 156;

  private final ByteReader in;
  private final byte[] block = new byte[BLOCK];

  /** Bytes of the current file, and of what fills its last block, that nobody has read yet. */
  private long left;

  private long padding;
  private boolean ended;

  private Tar(ByteReader in) {
    this.in = in;
  }

  /** A file in an archive, which can be read until the next one is asked for. */
  public final class Entry {
    private final String name;
    private final long size;

    private Entry(String name, long size) {
      this.name = name;
      this.size = size;
    }

    /** Its path in the archive: {@code cifar-10-batches-bin/data_batch_1.bin}. */
    public String name() {
      return name;
    }

    /** How many bytes it has. */
    public long size() {
      return size;
    }

    /**
     * Its next bytes, to the start of an array.
     *
     * @return how many were read; fewer than asked for at its end alone
     * @throws FormatException if the archive is cut short or damaged
     */
    public int read(byte[] into, int count) {
      int some = (int) Math.min(count, left);
      in.fill(into, some, name);
      left -= some;
      return some;
    }

    /**
     * All its bytes that are not read yet.
     *
     * @throws FormatException if they are too many for an array, or the archive is cut short
     */
    public byte[] bytes() {
      if (left > Integer.MAX_VALUE - 8) {
        throw in.error(name + " has " + left + " bytes, more than an array can hold.");
      }
      int all = (int) left;
      left = 0;
      return in.bytes(all, name);
    }
  }

  /**
   * Opens an archive.
   *
   * @throws AtledException if the file cannot be read
   */
  public static Tar open(Path file) {
    try {
      InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      try {
        return new Tar(ByteReader.inflating(file.toString(), bytes, Files.size(file)));
      } catch (IOException | RuntimeException e) {
        bytes.close();
        throw e;
      }
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /**
   * The next file, or nothing after the last one; then the archive was read to its end, and the
   * checksum of gzip was compared.
   *
   * @throws FormatException if the file is no archive, cut short or damaged
   */
  public Optional<Entry> next() {
    while (!ended) {
      skip(left + padding);
      left = 0;
      padding = 0;
      int read = in.fillUpTo(block, BLOCK);
      if (read == 0) {
        throw in.error("the archive ends without a block of zeros; it is cut short.");
      }
      if (read == BLOCK && isZero()) {
        while (in.fillUpTo(block, BLOCK) == BLOCK) {
          // What fills the archive: to its end, where gzip has a checksum.
        }
        ended = true;
        return Optional.empty();
      }
      if (read < BLOCK) {
        throw in.error("a header takes 512 bytes, but " + read + " are left; it is cut short.");
      }
      checkSum();
      left = octal(SIZE_AT, 12, "the size of a file");
      padding = Math.floorMod(-left, (long) BLOCK);
      if (block[KIND_AT] == '0' || block[KIND_AT] == 0) {
        return Optional.of(new Entry(name(), left));
      }
    }
    return Optional.empty();
  }

  /** An archive ends with blocks of zeros. */
  private boolean isZero() {
    for (byte each : block) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private void checkSum() {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8;
      sum += own ? ' ' : block[i] & 0xFF;
    }
    long said = octal(CHECKSUM_AT, 8, "the checksum of a header");
    if (sum != said) {
      throw in.error(
          in.offset() - BLOCK,
          "the header's checksum is %s but its bytes add up to %s; this is no tar archive, or it is damaged."
              .formatted(said, sum));
    }
  }

  private long octal(int at, int length, String what) {
    String digits = text(at, length).strip();
    if (!digits.matches("[0-7]{1,12}")) {
      throw in.error(
          in.offset() - BLOCK + at,
          what + " is not an octal number; this is no tar archive, or it is damaged.");
    }
    return Long.parseLong(digits, 8);
  }

  private String name() {
    boolean prefixed = text(257, 5).equals("ustar") && block[345] != 0;
    return (prefixed ? text(345, 155) + "/" : "") + text(0, NAME);
  }

  /** Up to the first zero. */
  private String text(int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }

  private void skip(long bytes) {
    byte[] chunk = new byte[(int) Math.min(bytes, 1 << 16)];
    for (long rest = bytes; rest > 0; ) {
      int some = (int) Math.min(rest, chunk.length);
      in.fill(chunk, some, "a file in the archive");
      rest -= some;
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new AtledException("Cannot close " + in.name() + ": " + e.getMessage() + ".", e);
    }
  }
}
