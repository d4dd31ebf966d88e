package org.atled.plot.scene;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A small image.
 *
 * @param rgb rows from the top, each pixel 0xRRGGBB
 */
public record Pixels(int width, int height, int[] rgb) {
  private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int BITS = 8;
  private static final int TRUE_COLOUR = 2;

  /** As a PNG file: the W3C's Portable Network Graphics specification, 2003, sections 5 and 11. */
  public byte[] png() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {BITS, TRUE_COLOUR, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", deflated(scanLines()));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** Each row begins with the number of its filter, here none. */
  private byte[] scanLines() {
    byte[] lines = new byte[height * (1 + 3 * width)];
    int at = 0;
    for (int i = 0; i < rgb.length; i++) {
      if (i % width == 0) {
        at++;
      }
      lines[at++] = (byte) (rgb[i] >> 16);
      lines[at++] = (byte) (rgb[i] >> 8);
      lines[at++] = (byte) rgb[i];
    }
    return lines;
  }

  private static byte[] deflated(byte[] data) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) checksum.getValue());
  }
}
