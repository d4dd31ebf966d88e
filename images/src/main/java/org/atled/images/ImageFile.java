package org.atled.images;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.formats.bytes.Unreadable;

/**
 * Reads PNG, JPEG, BMP and GIF files by the decoders of {@code java.desktop}, as the numbers that
 * the file has: profiles of colours and what is transparent are not looked at. A JPEG file is
 * turned as its EXIF says that the camera was held. JPEG decoders may differ by small amounts: that
 * of another JVM, or program, need not give the same numbers.
 */
public final class ImageFile {
  /** How the names of image files end, in whatever case. */
  public static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");

  /** As long as a file may be. */
  static final long MOST_BYTES = 1L << 27;

  private ImageFile() {}

  /** {@code .png, .jpg, .jpeg, .bmp or .gif}. */
  public static String endings() {
    int last = ENDINGS.size() - 1;
    return String.join(", ", ENDINGS.subList(0, last)) + " or " + ENDINGS.get(last);
  }

  /** Whether a name ends as those of image files do. */
  public static boolean isNamedSo(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(end -> name.endsWith(end) && name.length() > end.length());
  }

  /**
   * Reads a file: grey as one channel, else red, green and blue.
   *
   * @throws FormatException if it is no such image, damaged, animated, too large, or of more than 8
   *     bits a channel or in CMYK
   * @throws AtledException if the file cannot be read
   */
  public static Pixels read(Path file) {
    return read(bytes(file), file.toString());
  }

  /** The bytes of a file, which is not too long. */
  static byte[] bytes(Path file) {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new FormatException(
            file,
            -1,
            "the file has %s bytes, more than %s; make the image smaller."
                .formatted(size, MOST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /** Reads the bytes of a file. */
  public static Pixels read(byte[] file, String name) {
    return read(file, ImageHeader.of(file, name), name);
  }

  /** Reads the bytes of a file whose header is known. */
  static Pixels read(byte[] file, ImageHeader header, String name) {
    List<String> warnings = new ArrayList<>();
    BufferedImage image;
    try {
      image = decoded(file, header, warnings);
    } catch (IOException | RuntimeException e) {
      // Decoders meet damage with whatever happens to be thrown: indices, nulls, negative sizes.
      throw damaged(name, header, String.valueOf(e.getMessage()));
    }
    if (!warnings.isEmpty()) {
      throw damaged(name, header, warnings.getFirst());
    }
    if (image.getHeight() != header.height() || image.getWidth() != header.width()) {
      throw damaged(
          name, header, "the image proved to be " + image.getHeight() + "×" + image.getWidth());
    }
    Pixels pixels = pixels(image, name);
    return header.kind() == ImageHeader.Kind.JPEG ? Orientation.of(file).turned(pixels) : pixels;
  }

  private static FormatException damaged(String name, ImageHeader header, String reason) {
    return new FormatException(
        name,
        -1,
        "the %s file is cut short or damaged (%s).".formatted(header.kind(), reason.strip()));
  }

  private static BufferedImage decoded(byte[] file, ImageHeader header, List<String> warnings)
      throws IOException {
    ImageReader reader =
        ImageIO.getImageReadersByFormatName(header.kind().name().toLowerCase(Locale.ROOT)).next();
    // In memory: the cache of ImageIO would be a file.
    byte[] samples = header.kind() == ImageHeader.Kind.JPEG ? JpegProfiles.without(file) : file;
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(samples))) {
      reader.addIIOReadWarningListener((_, warning) -> {
        if (!warning.contains("ICC") && !warning.contains("profile")) {
          warnings.add(warning);
        }
      });
      reader.setInput(in, true, true);
      BufferedImage image = reader.read(0);
      if (image == null) {
        throw new IOException("nothing was decoded");
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  /**
   * The samples as they are: {@code getRGB} would change those of grey images, which Java takes for
   * linear.
   */
  private static Pixels pixels(BufferedImage image, String name) {
    Raster raster = image.getRaster();
    ColorModel colors = image.getColorModel();
    int bands = raster.getNumBands();
    if (colors instanceof IndexColorModel || colors instanceof DirectColorModel) {
      return packed(image);
    }
    if (raster.getSampleModel().getSampleSize(0) != 8) {
      throw ImageHeader.sixteenBits(new ImageHeader.Bytes(new byte[0], name));
    }
    int channels = bands < 3 ? 1 : 3;
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] values = new byte[channels * height * width];
    int[] row = new int[width];
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < height; y++) {
        raster.getSamples(0, y, width, 1, channel, row);
        for (int x = 0; x < width; x++) {
          values[(channel * height + y) * width + x] = (byte) row[x];
        }
      }
    }
    return new Pixels(values, channels, height, width);
  }

  /** Of a table of colours, or of colours in one number: such are sRGB in Java. */
  private static Pixels packed(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    int area = height * width;
    byte[] values = new byte[3 * area];
    ColorModel colors = image.getColorModel();
    Raster raster = image.getRaster();
    boolean grey = true;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = colors.getRGB(raster.getDataElements(x, y, null));
        int at = y * width + x;
        values[at] = (byte) (rgb >> 16);
        values[area + at] = (byte) (rgb >> 8);
        values[2 * area + at] = (byte) rgb;
        grey &= values[at] == values[area + at] && values[at] == values[2 * area + at];
      }
    }
    Pixels all = new Pixels(values, 3, height, width);
    return grey ? new Pixels(Arrays.copyOf(values, area), 1, height, width) : all;
  }
}
