package org.atled.images;

import java.io.ByteArrayOutputStream;

/**
 * Takes profiles of colours out of JPEG files: Java's decoder would convert the samples by them.
 * They stand in segments APP2 of their own (ICC.1:2022, annex B.4).
 */
final class JpegProfiles {
  private static final String NAME = "ICC_PROFILE\0";
  private static final int APP2 = 0xE2;

  private JpegProfiles() {}

  /** The file without them; what is damaged stays as it is, for the decoder to say. */
  static byte[] without(byte[] file) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, 2);
    int at = 2;
    for (JpegSegments.Segment segment : JpegSegments.of(file)) {
      if (segment.marker() != APP2 || !segment.isNamed(file, NAME)) {
        kept.write(file, segment.at(), segment.length());
      }
      at = segment.end();
    }
    kept.write(file, at, file.length - at);
    return kept.toByteArray();
  }
}
