package org.atled.images;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The segments of a JPEG file before its first scan: ITU-T T.81, annex B. What follows damage is
 * left out; the decoder says what is wrong there.
 */
final class JpegSegments {
  private static final int SCAN = 0xDA;
  private static final int END = 0xD9;
  private static final int FILL = 0xFF;

  private JpegSegments() {}

  /**
   * A segment.
   *
   * @param at where its marker begins
   * @param length with the marker; 1 for a byte that fills
   */
  record Segment(int marker, int at, int length) {
    private static final int HEAD = 4;

    /** Where its content begins. */
    int content() {
      return at + HEAD;
    }

    /** Where it ends. */
    int end() {
      return at + length;
    }

    /** Whether its content begins with a name. */
    boolean isNamed(byte[] file, String name) {
      byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
      return content() + wanted.length <= end()
          && Arrays.equals(file, content(), content() + wanted.length, wanted, 0, wanted.length);
    }
  }

  static List<Segment> of(byte[] file) {
    List<Segment> segments = new ArrayList<>();
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
      segments.add(new Segment(marker, at, length));
      at += length;
    }
    return segments;
  }

  private static int one(byte[] file, int at) {
    return file[at] & 0xFF;
  }
}
