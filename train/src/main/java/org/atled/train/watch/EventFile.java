package org.atled.train.watch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.atled.core.error.AtledException;

/**
 * A file of events as TensorBoard reads them: records of TensorFlow, each its length, the length's
 * checksum, an {@code Event} and its checksum. Fields are numbered as in TensorFlow's {@code
 * event.proto}.
 */
final class EventFile implements AutoCloseable {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int GRAPH_DEF = 4;
  private static final int SUMMARY = 5;

  /** "Masked" checksums: lib/hash/crc32c.h of TensorFlow. */
  private static final int MASK = 0xa282ead8;

  private final Path file;
  private final OutputStream out;

  /** Begins a file with a name of its own in a folder, which is made. */
  EventFile(Path folder) {
    long now = System.currentTimeMillis();
    // TensorBoard takes every file of this beginning; the rest keeps two of one folder apart.
    file =
        folder.resolve(
            String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.atled.%d.%03d",
                now / 1000,
                ProcessHandle.current().pid(),
                now % 1000));
    try {
      Files.createDirectories(folder);
      out = new BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw failed(e);
    }
    write(event(0).text(FILE_VERSION, "brain.Event:2"));
  }

  private static Message event(long step) {
    return new Message().real(WALL_TIME, System.currentTimeMillis() / 1e3).whole(STEP, step);
  }

  void graph(Message graph) {
    write(event(0).part(GRAPH_DEF, graph));
  }

  void summary(long step, Message summary) {
    write(event(step).part(SUMMARY, summary));
  }

  private void write(Message event) {
    byte[] data = event.toBytes();
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    try {
      out.write(length);
      out.write(checksum(length));
      out.write(data);
      out.write(checksum(data));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static byte[] checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return little(Integer.BYTES)
        .putInt(Integer.rotateRight((int) crc.getValue(), 15) + MASK)
        .array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private AtledException failed(IOException e) {
    return new AtledException(
        "Cannot write events for TensorBoard to " + file + ": " + e + "; choose another folder.",
        e);
  }
}
