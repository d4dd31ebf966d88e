package org.atled.images;

import java.util.Optional;
import java.util.zip.CRC32;
import org.atled.core.error.FormatException;

/**
 * What the first bytes of an image file say, so that what must not be decoded is refused before: an
 * animation, a picture of another kind of numbers, one that would take too much memory or time.
 *
 * @param kind the name by which a decoder is asked for
 */
record ImageHeader(Kind kind, int height, int width) {
  /** Kinds of image files. */
  enum Kind {
    PNG,
    JPEG,
    BMP,
    GIF
  }

  /** As many pixels as an image may have: 150 MB in colours. */
  static final long MOST_PIXELS = 50_000_000;

  /**
   * More than the best compression of these formats: PNG's, of one bit for each pixel, is 8,256.
   */
  private static final long MOST_PIXELS_A_BYTE = 10_000;

  /** The chunks acTL and IEND. */
  private static final long ANIMATION = 0x6163544C;

  private static final long END = 0x49454E44;

  /** Progressive JPEG files have some ten; each takes as long as a file of its own. */
  private static final int MOST_SCANS = 100;

  /**
   * Reads the header of a file.
   *
   * @throws FormatException if it is of no kind that is read here, or must not be decoded
   */
  static ImageHeader of(byte[] file, String name) {
    if (file.length == 0) {
      throw new FormatException(name, -1, "the file is empty, and no image.");
    }
    Bytes bytes = new Bytes(file, name);
    ImageHeader header =
        switch (kind(bytes)) {
          case PNG -> png(bytes);
          case JPEG -> jpeg(bytes);
          case BMP -> bmp(bytes);
          case GIF -> gif(bytes);
        };
    long pixels = (long) header.height * header.width;
    if (pixels == 0) {
      throw bytes.fault(
          "the image is %s×%s, without a pixel.".formatted(header.height, header.width));
    }
    if (pixels > MOST_PIXELS) {
      throw bytes.fault(
          "the image is %s×%s, more than %s pixels; make it smaller."
              .formatted(header.height, header.width, MOST_PIXELS));
    }
    if (pixels > file.length * MOST_PIXELS_A_BYTE) {
      throw bytes.fault(
          "the image is said to be %s×%s, which %s bytes cannot hold; it is cut short or damaged."
              .formatted(header.height, header.width, file.length));
    }
    if (header.kind == Kind.PNG) {
      checkSums(bytes);
    }
    return header;
  }

  /** Of each chunk's name and content; decoders do not look at them. */
  private static void checkSums(Bytes in) {
    CRC32 crc = new CRC32();
    for (int at = 8; at < in.file.length; ) {
      int length = (int) in.big(at, 4);
      crc.reset();
      crc.update(in.file, at + 4, 4 + length);
      if (crc.getValue() != in.big(at + 8 + length, 4)) {
        throw in.fault(
            "the chunk at byte %s has another checksum; the file is damaged.".formatted(at));
      }
      if (in.big(at + 4, 4) == END) {
        break;
      }
      at += 12 + length;
    }
  }

  private static Kind kind(Bytes in) {
    return known(in)
        .orElseThrow(
            () -> in.fault("is no image that can be read here; these are PNG, JPEG, BMP and GIF."));
  }

  private static Optional<Kind> known(Bytes in) {
    if (in.startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return Optional.of(Kind.PNG);
    }
    if (in.startsWith(0xFF, 0xD8, 0xFF)) {
      return Optional.of(Kind.JPEG);
    }
    if (in.startsWith('B', 'M')) {
      return Optional.of(Kind.BMP);
    }
    return in.startsWith('G', 'I', 'F', '8') ? Optional.of(Kind.GIF) : Optional.empty();
  }

  /** Chunks of length, name, content and checksum: PNG specification, section 5. */
  private static ImageHeader png(Bytes in) {
    long width = in.big(16, 4);
    long height = in.big(20, 4);
    if (in.big(24, 1) == 16) {
      throw sixteenBits(in);
    }
    long at = 8;
    long name;
    do {
      name = in.big(at + 4, 4);
      if (name == ANIMATION) {
        throw animated(in);
      }
      at += 12 + in.big(at, 4);
      if (at > in.file.length) {
        throw in.fault("the file ends in the middle of a chunk; it is cut short or damaged.");
      }
    } while (name != END);
    return sized(in, Kind.PNG, height, width);
  }

  /** Segments of marker and length: ITU-T T.81, annex B. */
  private static ImageHeader jpeg(Bytes in) {
    Optional<ImageHeader> frame = Optional.empty();
    long at = 2;
    while (frame.isEmpty()) {
      if (in.big(at, 1) != 0xFF) {
        throw in.fault("the file is damaged: at byte %s a segment should begin.".formatted(at));
      }
      long marker = in.big(at + 1, 1);
      if (marker == 0xFF) { // fills
        at++;
      } else if (isFrame(marker)) {
        frame = Optional.of(frame(in, at));
      } else if (marker == 0xD9 || marker == 0xDA) {
        throw in.fault("the file is damaged: it says nothing of the size of its image.");
      } else {
        at += 2 + in.big(at + 2, 2);
      }
    }
    int scans = 0;
    for (int i = (int) at; i + 1 < in.file.length; i++) {
      scans += in.file[i] == (byte) 0xFF && in.file[i + 1] == (byte) 0xDA ? 1 : 0;
    }
    if (scans > MOST_SCANS) {
      throw in.fault(
          "the image is in %s scans, more than %s; save it again.".formatted(scans, MOST_SCANS));
    }
    return frame.get();
  }

  private static boolean isFrame(long marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static ImageHeader frame(Bytes in, long at) {
    long bits = in.big(at + 4, 1);
    if (bits != 8) {
      throw in.fault(
          "the image has %s bits a channel, but 8 are read; save it with 8.".formatted(bits));
    }
    long components = in.big(at + 9, 1);
    if (components == 4) {
      throw in.fault("the image is in CMYK, colours to print; save it in RGB.");
    }
    if (components != 1 && components != 3) {
      throw in.fault("the image has %s channels, but 1 or 3 are read.".formatted(components));
    }
    return sized(in, Kind.JPEG, in.big(at + 5, 2), in.big(at + 7, 2));
  }

  private static ImageHeader bmp(Bytes in) {
    boolean old = in.little(14, 4) == 12;
    // A negative height says that rows go from top to bottom.
    long width = old ? in.little(18, 2) : in.little(18, 4);
    long height = old ? in.little(20, 2) : Math.abs((long) (int) in.little(22, 4));
    if (!old) {
      long compression = in.little(30, 4);
      if (compression == 4 || compression == 5) {
        throw in.fault("the file holds a JPEG or a PNG file; save that by itself.");
      }
      if (in.little(46, 4) > 256 || in.little(10, 4) > in.file.length) {
        throw in.fault("its colours or its pixels would lie outside; the file is damaged.");
      }
    }
    return sized(in, Kind.BMP, height, width);
  }

  /** Blocks after the screen's colours: GIF89a specification, sections 18 to 26. */
  private static ImageHeader gif(Bytes in) {
    long width = in.little(6, 2);
    long height = in.little(8, 2);
    long at = 13 + colours(in.big(10, 1));
    int images = 0;
    while (at < in.file.length) {
      long block = in.big(at, 1);
      if (block == 0x3B) {
        break;
      } else if (block == 0x21) {
        at = afterBlocks(in, at + 2);
      } else if (block == 0x2C) {
        images++;
        if (images > 1) {
          throw animated(in);
        }
        if (in.little(at + 1, 2) != 0
            || in.little(at + 3, 2) != 0
            || in.little(at + 5, 2) != width
            || in.little(at + 7, 2) != height) {
          throw in.fault(
              "its image covers a part of its %s×%s alone; save it as PNG."
                  .formatted(height, width));
        }
        at = afterBlocks(in, at + 10 + colours(in.big(at + 9, 1)) + 1);
      } else {
        throw in.fault("the file is damaged: at byte %s a block should begin.".formatted(at));
      }
    }
    if (images == 0) {
      throw in.fault("there is no image in the file.");
    }
    return sized(in, Kind.GIF, height, width);
  }

  /** Bytes of a table of colours that flags announce. */
  private static long colours(long flags) {
    return (flags & 0x80) == 0 ? 0 : 3L << (flags & 7) + 1;
  }

  /** The place after blocks of length and content, the last of length 0. */
  private static long afterBlocks(Bytes in, long from) {
    long at = from;
    while (in.big(at, 1) != 0) {
      at += 1 + in.big(at, 1);
    }
    return at + 1;
  }

  private static ImageHeader sized(Bytes in, Kind kind, long height, long width) {
    if (height > Integer.MAX_VALUE || width > Integer.MAX_VALUE) {
      throw in.fault(
          "the image is said to be %s×%s; the file is damaged.".formatted(height, width));
    }
    return new ImageHeader(kind, (int) height, (int) width);
  }

  private static FormatException animated(Bytes in) {
    return in.fault("the image is animated, of which no frame is the image; save one of them.");
  }

  static FormatException sixteenBits(Bytes in) {
    return in.fault("the image has 16 bits a channel, but 8 are read; save it with 8.");
  }

  /** Bytes of a file, of which none outside is read. */
  static final class Bytes {
    private final byte[] file;
    private final String name;

    Bytes(byte[] file, String name) {
      this.file = file;
      this.name = name;
    }

    boolean startsWith(int... bytes) {
      for (int i = 0; i < bytes.length; i++) {
        if (i >= file.length || (file[i] & 0xFF) != bytes[i]) {
          return false;
        }
      }
      return true;
    }

    /** A whole number of some bytes, the greatest first. */
    long big(long at, int bytes) {
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        value = value << 8 | one(at + i);
      }
      return value;
    }

    /** A whole number of some bytes, the smallest first. */
    long little(long at, int bytes) {
      long value = 0;
      for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | one(at + i);
      }
      return value;
    }

    private long one(long at) {
      if (at >= file.length) {
        throw fault("the file ends at byte %s, in the middle; it is cut short.".formatted(at));
      }
      return file[(int) at] & 0xFF;
    }

    FormatException fault(String fault) {
      return new FormatException(name, -1, fault);
    }
  }
}
