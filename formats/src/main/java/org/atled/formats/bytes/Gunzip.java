package org.atled.formats.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates gzip (RFC 1952) as it is read, one member after the other. The JDK's stream takes
 * garbage after a member for the end of the file; here it is an error, so that damage does not
 * pass.
 */
public final class Gunzip extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private boolean inMember;

  public Gunzip(InputStream in) {
    this.in = in;
  }

  /** Whether bytes that start so are gzip. */
  public static boolean startsWithMagic(int first, int second) {
    return first == 0x1F && second == 0x8B;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (true) {
      if (!inMember) {
        if (at == limit && !refill()) {
          return -1;
        }
        header();
      }
      int n = inflate(into, from, count);
      if (n > 0) {
        crc.update(into, from, n);
        return n;
      }
    }
  }

  /** Some bytes of the member, or 0 after its last one. */
  private int inflate(byte[] into, int from, int count) throws IOException {
    try {
      while (true) {
        int n = inflater.inflate(into, from, count);
        if (n > 0) {
          return n;
        }
        if (inflater.finished()) {
          at = limit - inflater.getRemaining();
          trailer();
          return 0;
        }
        if (inflater.needsDictionary()) {
          throw new ZipException("it asks for a preset dictionary, which gzip has not");
        }
        if (!refill()) {
          throw new EOFException();
        }
        inflater.setInput(buffer, 0, limit);
      }
    } catch (DataFormatException e) {
      throw new ZipException(String.valueOf(e.getMessage()));
    }
  }

  private void header() throws IOException {
    if (!startsWithMagic(next(), next())) {
      throw new ZipException("neither the end nor a gzip header stands where a member ends");
    }
    if (next() != 8) {
      throw new ZipException("the compression method is not deflate");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("reserved flags are set in the gzip header");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
      while (next() != 0) {
        // The name and the comment end with a zero and are of no use here.
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(buffer, at, limit - at);
    crc.reset();
    inMember = true;
  }

  private void trailer() throws IOException {
    long expectedCrc = littleEndian();
    long expectedSize = littleEndian();
    if (expectedCrc != crc.getValue()) {
      throw new ZipException("its checksum does not match");
    }
    if (expectedSize != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("its length does not match");
    }
    inMember = false;
  }

  private long littleEndian() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private int next() throws IOException {
    if (at == limit && !refill()) {
      throw new EOFException();
    }
    return buffer[at++] & 0xFF;
  }

  private boolean refill() throws IOException {
    at = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
