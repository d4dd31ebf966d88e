package org.atled.plot.scene;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A small image.
 *
 * @param argb rows from the top, each pixel 0xAARRGGBB
 */
public record Pixels(int width, int height, int[] argb) {
  private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int BITS = 8;
  private static final int TRUE_COLOUR = 2;
  private static final int TRUE_COLOUR_WITH_ALPHA = 6;
  private static final int OPAQUE = 0xFF000000;

  /** Without transparency, each pixel 0xRRGGBB. */
  public static Pixels opaque(int width, int height, int[] rgb) {
    return new Pixels(width, height, Arrays.stream(rgb).map(c -> c | OPAQUE).toArray());
  }

  /** As a PNG file: the W3C's Portable Network Graphics specification, 2003, sections 5 and 11. */
  public byte[] png() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      boolean opaque = Arrays.stream(argb).allMatch(c -> (c & OPAQUE) == OPAQUE);
      int kind = opaque ? TRUE_COLOUR : TRUE_COLOUR_WITH_ALPHA;
      fields.write(new byte[] {BITS, (byte) kind, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", deflated(scanLines(opaque)));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** Each row begins with the number of its filter, here none. */
  private byte[] scanLines(boolean opaque) {
    byte[] lines = new byte[height * (1 + (opaque ? 3 : 4) * width)];
    int at = 0;
    for (int i = 0; i < argb.length; i++) {
      if (i % width == 0) {
        at++;
      }
      lines[at++] = (byte) (argb[i] >> 16);
      lines[at++] = (byte) (argb[i] >> 8);
      lines[at++] = (byte) argb[i];
      if (!opaque) {
        lines[at++] = (byte) (argb[i] >> 24);
      }
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
