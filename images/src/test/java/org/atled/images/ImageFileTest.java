package org.atled.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  private static final BufferedImage COLOURS = Pictures.colours(5, 7, 30);
  private static final BufferedImage GREYS = Pictures.greys(5, 7);

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void givesTheNumbersOfTheFile(String format) {
    Pixels image = ImageFile.read(Pictures.file(COLOURS, format), "x");

    assertThat(image.channels()).isEqualTo(3);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        int rgb = COLOURS.getRGB(x, y);
        assertThat(image.at(0, y, x)).isEqualTo(rgb >> 16 & 0xFF);
        assertThat(image.at(1, y, x)).isEqualTo(rgb >> 8 & 0xFF);
        assertThat(image.at(2, y, x)).isEqualTo(rgb & 0xFF);
      }
    }
  }

  /** Java takes grey images for linear, and would brighten them by its own conversion. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "gif"})
  void greyLevelsStayAsTheyAre(String format) {
    Pixels image = ImageFile.read(Pictures.file(GREYS, format), "x");

    assertThat(image.channels()).isEqualTo(1);
    int most = format.equals("jpeg") ? 60 : 0;
    long sum = 0;
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        int off = image.at(0, y, x) - Pictures.grey(y, x);
        assertThat(Math.abs(off)).isLessThanOrEqualTo(most);
        sum += off;
      }
    }
    assertThat(Math.abs(sum / 35.0)).isLessThan(3);
  }

  @Test
  void palettesAndTransparencyAreRead() {
    IndexColorModel colors =
        new IndexColorModel(2, 3, new byte[] {10, 20, 30}, new byte[] {1, 2, 3}, new byte[3]);
    BufferedImage indexed = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, colors);
    for (int x = 0; x < 3; x++) {
      indexed.getRaster().setSample(x, 0, 0, x);
    }
    assertThat(ImageFile.read(Pictures.file(indexed, "png"), "x").values())
        .containsExactly(10, 20, 30, 1, 2, 3, 0, 0, 0);

    BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0x40_0A_0B_0C);
    assertThat(ImageFile.read(Pictures.file(clear, "png"), "x").values())
        .containsExactly(10, 11, 12);
  }

  @Test
  void whatIsNoImageIsRefused() {
    fails(new byte[0], "x: the file is empty, and no image.");
    fails(
        "hello, image".getBytes(ISO_8859_1),
        "x: is no image that can be read here; these are PNG, JPEG, BMP and GIF.");
    assertThatThrownBy(() -> ImageFile.read(Path.of("nowhere.png")))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot read nowhere.png: there is no such file; check the path.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "gif"})
  void aFileThatIsCutShortIsRefused(String format) {
    byte[] whole = Pictures.file(COLOURS, format);
    for (int length : new int[] {9, whole.length / 2, whole.length - 5}) {
      assertThatThrownBy(() -> ImageFile.read(Arrays.copyOf(whole, length), "x"))
          .as("%s of %s bytes", format, length)
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith("x: ");
    }
  }

  @Test
  void moreThanEightBitsAreRefused() {
    BufferedImage deep = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    fails(
        Pictures.file(deep, "png"),
        "x: the image has 16 bits a channel, but 8 are read; save it with 8.");
    byte[] jpeg = Pictures.file(COLOURS, "jpeg");
    jpeg[frame(jpeg) + 4] = 12;
    fails(jpeg, "x: the image has 12 bits a channel, but 8 are read; save it with 8.");
  }

  @Test
  void cmykIsRefused() {
    byte[] jpeg = Pictures.file(COLOURS, "jpeg");
    jpeg[frame(jpeg) + 9] = 4;
    fails(jpeg, "x: the image is in CMYK, colours to print; save it in RGB.");
  }

  @Test
  void animationsAreRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new IIOImage(GREYS, null, null), null);
      writer.writeToSequence(new IIOImage(GREYS, null, null), null);
      writer.endWriteSequence();
    }
    String message = "x: the image is animated, of which no frame is the image; save one of them.";
    fails(out.toByteArray(), message);

    byte[] png = Pictures.file(GREYS, "png");
    ByteArrayOutputStream animated = new ByteArrayOutputStream();
    animated.write(png, 0, 33);
    animated.write(new byte[] {0, 0, 0, 0, 'a', 'c', 'T', 'L', 0, 0, 0, 0});
    animated.write(png, 33, png.length - 33);
    fails(animated.toByteArray(), message);
  }

  @Test
  void sizesAreLookedAtBeforeAnythingIsDecoded() {
    byte[] png = Pictures.file(GREYS, "png");
    fails(sized(png, 0, 7), "x: the image is 0×7, without a pixel.");
    fails(
        sized(png, 10_000, 5_001),
        "x: the image is 10000×5001, more than 50000000 pixels; make it smaller.");
    fails(
        sized(png, 7_000, 7_000),
        "x: the image is said to be 7000×7000, which "
            + png.length
            + " bytes cannot hold; it is cut short or damaged.");
  }

  @Test
  void aPngOfWhichAByteHasChangedIsRefused() {
    byte[] png = Pictures.file(GREYS, "png");
    png[45]++;
    fails(png, "x: the chunk at byte 33 has another checksum; the file is damaged.");
  }

  @Test
  void aGifOfAPartOfItsScreenIsRefused() {
    byte[] gif = Pictures.file(GREYS, "gif");
    gif[6]++;
    fails(gif, "x: its image covers a part of its 5×8 alone; save it as PNG.");
  }

  /** Written by Pillow 9.4: a JPEG of 2×3 pixels that are all 200, 100, 50. */
  @Test
  void readsAJpegOfAnotherProgram() {
    Pixels image = ImageFile.read(Base64.getDecoder().decode(JPEG), "x");

    assertThat(image.height()).isEqualTo(2);
    assertThat(image.width()).isEqualTo(3);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(image.at(channel, 1, 2)).isBetween(PILLOWS[channel] - 2, PILLOWS[channel] + 2);
    }
  }

  /** Java's decoder would make the samples darker or brighter by the profile. */
  @Test
  void aProfileOfColoursChangesNothing() throws IOException {
    byte[] jpeg = Pictures.file(COLOURS, "jpeg");
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 20);
    out.write(new byte[] {(byte) 0xFF, (byte) 0xE2});
    int length = 2 + 14 + profile.length;
    out.write(length >> 8);
    out.write(length);
    out.write("ICC_PROFILE\0".getBytes(ISO_8859_1));
    out.write(new byte[] {1, 1});
    out.write(profile);
    out.write(jpeg, 20, jpeg.length - 20);

    assertThat(ImageFile.read(out.toByteArray(), "x").values())
        .isEqualTo(ImageFile.read(jpeg, "x").values());
  }

  private static final int[] PILLOWS = {200, 100, 50};
  private static final String JPEG =
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4n"
          + "ICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIy"
          + "MjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAACAAMDASIAAhEBAxEB/8QAHwAAAQUBAQEB"
          + "AQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKB"
          + "kaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1"
          + "dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl"
          + "5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcF"
          + "BAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5"
          + "OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0"
          + "tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwCOiiivmj7A"
          + "/9k=";

  /** Where the segment of sizes begins. */
  private static int frame(byte[] jpeg) {
    for (int i = 2; ; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
        return i;
      }
    }
  }

  private static byte[] sized(byte[] png, int height, int width) {
    byte[] other = png.clone();
    for (int i = 0; i < 4; i++) {
      other[16 + i] = (byte) (width >> 24 - 8 * i);
      other[20 + i] = (byte) (height >> 24 - 8 * i);
    }
    return other;
  }

  private static void fails(byte[] file, String message) {
    assertThatThrownBy(() -> ImageFile.read(file, "x"))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
  }
}
