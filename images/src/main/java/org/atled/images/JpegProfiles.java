package org.atled.images;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes profiles of colours out of JPEG files: Java's decoder would convert the samples by them.
 * They stand in segments APP2 of their own (ICC.1:2022, annex B.4).
 */
final class JpegProfiles {
  private static final byte[] NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
  private static final int APP2 = 0xE2;
  private static final int SCAN = 0xDA;
  private static final int END = 0xD9;
  private static final int FILL = 0xFF;

  private JpegProfiles() {}

  /** The file without them; what is damaged stays as it is, for the decoder to say. */
  static byte[] without(byte[] file) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, 2);
    int at = 2;
    while (at + 4 <= file.length && one(file, at) == FILL) {
      int marker = one(file, at + 1);
      if (marker == SCAN || marker == END) {
        break;
      }
      int length = marker == FILL ? 1 : 2 + (one(file, at + 2) << 8 | one(file, at + 3));
      if (length > file.length - at) {
        break;
      }
      if (marker != APP2 || !isProfile(file, at + 4)) {
        kept.write(file, at, length);
      }
      at += length;
    }
    kept.write(file, at, file.length - at);
    return kept.toByteArray();
  }

  private static boolean isProfile(byte[] file, int at) {
    return at + NAME.length <= file.length
        && Arrays.equals(file, at, at + NAME.length, NAME, 0, NAME.length);
  }

  private static int one(byte[] file, int at) {
    return file[at] & 0xFF;
  }
}
