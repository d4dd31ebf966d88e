package org.atled.images;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/** Files of small made-up images. */
final class Pictures {
  private Pictures() {}

  /** Colours that follow a formula. */
  static BufferedImage colours(int height, int width, int salt) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (grey(y, x) + salt & 0xFF) << 16 | grey(x, y) << 8 | (salt & 0xFF));
      }
    }
    return image;
  }

  /** Grey levels that follow a formula. */
  static BufferedImage greys(int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setSample(x, y, 0, grey(y, x));
      }
    }
    return image;
  }

  static int grey(int row, int column) {
    return (row * 53 + column * 91 + row * column * column % 97) % 256;
  }

  /** The bytes of a file: png, jpeg, bmp or gif. */
  static byte[] file(BufferedImage image, String format) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.setUseCache(false);
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JPEG file that says how the camera was held, by a segment of EXIF. */
  static byte[] held(byte[] jpeg, int orientation) {
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "ffe10022"
                    + "457869660000"
                    + "49492a0008000000"
                    + "0100"
                    + "120103000100000000000000"
                    + "00000000");
    exif[28] = (byte) orientation;
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A folder of two classes, dark and light, with so many images each of different sizes. */
  static Path folder(Path folder, int each) throws IOException {
    for (String name : new String[] {"dark", "light"}) {
      Path of = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < each; i++) {
        BufferedImage image = new BufferedImage(9 + i % 4, 8 + i % 3, BufferedImage.TYPE_INT_RGB);
        int level = (name.equals("dark") ? 20 : 200) + i % 7 * 5;
        for (int y = 0; y < image.getHeight(); y++) {
          for (int x = 0; x < image.getWidth(); x++) {
            image.setRGB(x, y, level << 16 | level + x << 8 | level + y);
          }
        }
        Files.write(of.resolve("%03d.png".formatted(i)), file(image, "png"));
      }
    }
    return folder;
  }
}
