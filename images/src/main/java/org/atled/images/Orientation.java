package org.atled.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, and so how its picture is to be turned: EXIF's tag of a JPEG file (CIPA
 * DC-008, 4.6.4), by which Pillow's {@code exif_transpose} turns too.
 */
enum Orientation {
  AS_IT_IS,
  MIRRORED,
  TURNED_HALF,
  MIRRORED_TURNED_HALF,
  TRANSPOSED,
  TURNED_RIGHT,
  TRANSPOSED_TURNED_HALF,
  TURNED_LEFT;

  private static final int APP1 = 0xE1;
  private static final String NAME = "Exif\0\0";

  /** The header of TIFF: two letters for the order of bytes, 42, and where the first list is. */
  private static final int LITTLE = 0x4949;

  private static final int BIG = 0x4D4D;
  private static final int TIFF = 42;
  private static final int ENTRY = 12;
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;

  /** What a JPEG file says of itself; as it is, where it says nothing or is damaged there. */
  static Orientation of(byte[] jpeg) {
    return JpegSegments.of(jpeg).stream()
        .filter(segment -> segment.marker() == APP1 && segment.isNamed(jpeg, NAME))
        .findFirst()
        .map(segment -> {
          int from = segment.content() + NAME.length();
          return ofTiff(ByteBuffer.wrap(jpeg, from, segment.end() - from).slice());
        })
        .orElse(AS_IT_IS);
  }

  private static Orientation ofTiff(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return AS_IT_IS;
    }
    int order = tiff.getShort(0);
    tiff.order(order == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long list = tiff.getInt(4) & 0xFFFFFFFFL;
    if ((order != LITTLE && order != BIG) || tiff.getShort(2) != TIFF || list + 2 > tiff.limit()) {
      return AS_IT_IS;
    }
    int entries = tiff.getShort((int) list) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      long at = list + 2 + (long) i * ENTRY;
      if (at + ENTRY > tiff.limit()) {
        break;
      }
      int entry = (int) at;
      if ((tiff.getShort(entry) & 0xFFFF) == TAG
          && tiff.getShort(entry + 2) == SHORT
          && tiff.getInt(entry + 4) == 1) {
        int number = tiff.getShort(entry + 8) & 0xFFFF;
        return number >= 1 && number <= values().length ? values()[number - 1] : AS_IT_IS;
      }
    }
    return AS_IT_IS;
  }

  /** The picture as it was meant. */
  Pixels turned(Pixels image) {
    if (this == AS_IT_IS) {
      return image;
    }
    boolean swaps = compareTo(TRANSPOSED) >= 0;
    int height = swaps ? image.width() : image.height();
    int width = swaps ? image.height() : image.width();
    byte[] turned = new byte[image.values().length];
    int to = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          turned[to++] = image.values()[from(image, channel, y, x)];
        }
      }
    }
    return new Pixels(turned, image.channels(), height, width);
  }

  /** Where the pixel stands that comes to a place. */
  private int from(Pixels image, int channel, int y, int x) {
    int bottom = image.height() - 1;
    int right = image.width() - 1;
    return switch (this) {
      case AS_IT_IS -> at(image, channel, y, x);
      case MIRRORED -> at(image, channel, y, right - x);
      case TURNED_HALF -> at(image, channel, bottom - y, right - x);
      case MIRRORED_TURNED_HALF -> at(image, channel, bottom - y, x);
      case TRANSPOSED -> at(image, channel, x, y);
      case TURNED_RIGHT -> at(image, channel, bottom - x, y);
      case TRANSPOSED_TURNED_HALF -> at(image, channel, bottom - x, right - y);
      case TURNED_LEFT -> at(image, channel, x, right - y);
    };
  }

  private static int at(Pixels image, int channel, int row, int column) {
    return (channel * image.height() + row) * image.width() + column;
  }
}
