package org.atled.parquet;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.atled.core.error.FormatException;

/**
 * What a file and its pages say of their sizes. A reader makes room by these numbers: in a damaged
 * file they may ask for all there is.
 */
final class PageHeaders implements AutoCloseable {
  private static final Set<CompressionCodec> READ =
      EnumSet.of(
          CompressionCodec.UNCOMPRESSED,
          CompressionCodec.SNAPPY,
          CompressionCodec.GZIP,
          CompressionCodec.ZSTD);

  /** A page that takes more than this for each byte that is packed is no page of a table. */
  private static final long DENSEST = 4096;

  private static final long SMALL = 1 << 24;
  private static final int PART = 1 << 16;

  /** The length of what the file says of itself, and what it began with. */
  private static final int FOOTER_LENGTH = 8;

  private final FileChannel file;
  private final Path name;

  PageHeaders(Path file, Path name) throws IOException {
    this.file = FileChannel.open(file);
    this.name = name;
  }

  /** Walks over what the file says of itself at its end. */
  void checkFooter() throws IOException {
    long end = file.size() - FOOTER_LENGTH;
    ByteBuffer tail = end < 4 ? ByteBuffer.allocate(0) : part(end, FOOTER_LENGTH);
    int length = tail.order(ByteOrder.LITTLE_ENDIAN).hasRemaining() ? tail.getInt() : -1;
    if (length < 0 || length > end - 4) {
      throw new FormatException(
          name,
          -1,
          "does not end as a Parquet file does; it is cut off: copy it anew, or write it anew.");
    }
    new Compact(part(end - length, length), name).skip(Compact.STRUCT, 0);
  }

  /**
   * Walks over the pages of a column in a group of rows.
   *
   * @throws FormatException if they are packed in a way that is not read, or do not fit together
   */
  void check(ColumnChunk chunk, long rows) throws IOException {
    ColumnMetaData meta = chunk.metaData();
    if (!READ.contains(meta.codec())) {
      throw new FormatException(
          name,
          -1,
          "column \"%s\" is packed by %s, which is not read; write the file with another compression (pandas: df.to_parquet(path, compression=\"zstd\"))."
              .formatted(meta.pathInSchema(), meta.codec()));
    }
    long from = chunk.chunkStartOffset();
    long end = from + meta.totalCompressedSize();
    if (rows < 0 || meta.numValues() != rows || from < 4 || end < from || end > file.size()) {
      throw damaged(meta);
    }
    long values = 0;
    for (long at = from; at < end && values < rows; ) {
      Header header = Header.read(part(at, PART), name);
      long next = at + header.length + header.packed;
      boolean fits =
          header.packed >= 0
              && next <= end
              && header.unpacked >= 0
              && header.unpacked <= SMALL + DENSEST * header.packed
              && header.values >= 0
              && header.values <= (header.isDictionary() ? header.unpacked : rows - values);
      if (!fits) {
        throw damaged(meta);
      }
      values += header.isData() ? header.values : 0;
      at = next;
    }
    if (values != rows) {
      throw damaged(meta);
    }
  }

  private FormatException damaged(ColumnMetaData meta) {
    return new FormatException(
        name,
        -1,
        "column \"%s\": its pages are not where or what they should be; the file is damaged or cut off: copy it anew, or write it anew."
            .formatted(meta.pathInSchema()));
  }

  private ByteBuffer part(long at, int length) throws IOException {
    ByteBuffer part = ByteBuffer.allocate((int) Math.min(length, file.size() - at));
    while (part.hasRemaining()) {
      if (file.read(part, at + part.position()) < 0) {
        throw new EOFException("The file became shorter while it was read.");
      }
    }
    return part.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * A page's header.
   *
   * @param length of the header itself
   * @param packed bytes behind it
   * @param unpacked bytes that they become
   * @param values how many
   */
  private record Header(int type, int length, long packed, long unpacked, long values) {
    private static final int DICTIONARY = 2;

    /** Structures, by their place in the header, whose first field is the number of values. */
    private static final Set<Integer> COUNTED = Set.of(5, 7, 8);

    boolean isDictionary() {
      return type == DICTIONARY;
    }

    /** Of the first or the second version. */
    boolean isData() {
      return type == 0 || type == 3;
    }

    static Header read(ByteBuffer bytes, Path name) {
      Compact thrift = new Compact(bytes, name);
      long[] numbers = new long[4];
      long values = 0;
      for (int type = thrift.field(); type != 0; type = thrift.field()) {
        int id = thrift.id();
        if (id < numbers.length && Compact.isNumber(type)) {
          numbers[id] = thrift.number();
        } else if (COUNTED.contains(id) && type == Compact.STRUCT) {
          values = thrift.first();
        } else {
          thrift.skip(type, 0);
        }
      }
      return new Header((int) numbers[1], bytes.position(), numbers[3], numbers[2], values);
    }
  }
}
