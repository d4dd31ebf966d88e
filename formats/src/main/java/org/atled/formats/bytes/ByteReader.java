package org.atled.formats.bytes;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;

/**
 * Reads forward, knows where it is, and knows how many bytes there can be: {@link #claim} is asked
 * before anything of a size that the file itself names is allocated.
 */
public final class ByteReader implements AutoCloseable {
  /** Deflate's best: 258 bytes for two bits. */
  public static final long MAX_INFLATION = 1032;

  private final String name;
  private final InputStream in;
  private final long end;
  private final String holds;
  private long offset;

  /**
   * @param offset what the stream's first byte counts as
   * @param end the offset after the last byte; the stream may prove shorter or longer, which is an
   *     error when it is met
   * @param holds says how much there is, after "but", in messages
   */
  public ByteReader(String name, InputStream in, long offset, long end, String holds) {
    this.name = name;
    this.in = in;
    this.offset = offset;
    this.end = end;
    this.holds = holds;
  }

  public static ByteReader of(byte[] bytes, String name) {
    return new ByteReader(
        name, new ByteArrayInputStream(bytes), 0, bytes.length, holding(bytes.length));
  }

  /** Reads a file from its start. */
  public static ByteReader open(Path file) throws IOException {
    long size = Files.size(file);
    return new ByteReader(file.toString(), Files.newInputStream(file), 0, size, holding(size));
  }

  /**
   * Reads bytes that may be gzipped, which the first two tell; offsets then count inflated bytes.
   *
   * @param in can go back to a mark
   * @param size bytes in it, before they are inflated
   */
  public static ByteReader inflating(String name, InputStream in, long size) throws IOException {
    in.mark(2);
    boolean gzipped = Gunzip.startsWithMagic(in.read(), in.read());
    in.reset();
    if (!gzipped) {
      return new ByteReader(name, in, 0, size, holding(size));
    }
    long most = size * MAX_INFLATION;
    String holds = size + " bytes of gzip inflate to at most " + most;
    return new ByteReader(name, new Gunzip(in), 0, most, holds);
  }

  /** The words for a file of that many bytes. */
  public static String holding(long bytes) {
    return "the file ends at byte " + bytes;
  }

  public String name() {
    return name;
  }

  public long offset() {
    return offset;
  }

  /**
   * Makes sure that so many more bytes can be there.
   *
   * @throws FormatException if they cannot
   */
  public void claim(long bytes, String what) {
    if (bytes > end - offset) {
      throw error(
          what + " takes " + bytes + " bytes, but " + holds + "; it is cut short or damaged.");
    }
  }

  /** The next bytes, claimed before they are allocated. */
  public byte[] bytes(int count, String what) {
    claim(count, what);
    byte[] bytes = new byte[count];
    fill(bytes, count, what);
    return bytes;
  }

  /** Reads the next bytes to the start of an array. */
  public void fill(byte[] into, int count, String what) {
    int read = fillUpTo(into, count);
    if (read < count) {
      throw error(what + " is cut short: " + (count - read) + " more bytes were expected here.");
    }
  }

  /**
   * Reads the next bytes to the start of an array, or as many as there are.
   *
   * @return how many were read; fewer than asked for at the end alone
   */
  public int fillUpTo(byte[] into, int count) {
    int read = 0;
    try {
      while (read < count) {
        int n = in.read(into, read, count - read);
        if (n < 0) {
          break;
        }
        read += n;
        offset += n;
      }
      return read;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Makes sure that nothing follows.
   *
   * @throws FormatException if something does
   */
  public void expectEnd(String what) {
    try {
      if (in.read() >= 0) {
        throw error(what + " ends here, but more bytes follow.");
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  public FormatException error(String reason) {
    return error(offset, reason);
  }

  public FormatException error(long at, String reason) {
    return new FormatException(name, at, reason);
  }

  private AtledException failure(IOException e) {
    return switch (e) {
      case EOFException eof -> error("the compressed data is cut short.");
      case ZipException zip -> error("the compressed data is damaged: " + e.getMessage() + ".");
      default -> new AtledException("Cannot read " + name + ": " + e.getMessage() + ".", e);
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
