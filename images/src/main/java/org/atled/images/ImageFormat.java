package org.atled.images;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * In which form images become examples. An image of another size is scaled to it as a whole,
 * bilinear with antialiasing, to the bits of Pillow's {@code resize(size, BILINEAR)}.
 *
 * @param channels 1 for grey, 3 for colours
 */
public record ImageFormat(int height, int width, int channels) {
  private static final int MOST = 4096;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");

  public ImageFormat {
    if (height < 1 || width < 1 || height > MOST || width > MOST) {
      throw new ArgumentException(
          "The size of images is %s×%s but must be from 1×1 to %s×%s."
              .formatted(height, width, MOST, MOST));
    }
    if (channels != 1 && channels != 3) {
      throw new ArgumentException(
          "The channels of images are %s but must be 1, grey, or 3, colours.".formatted(channels));
    }
  }

  /** 64×64 in colours. */
  public static ImageFormat usual() {
    return new ImageFormat(64, 64, 3);
  }

  /**
   * The same in another size.
   *
   * @param text {@code 64}, or {@code 48x64}: height, then width
   * @throws ArgumentException if it is neither
   */
  public ImageFormat sized(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new ArgumentException(
          "\"%s\" is not a size of images, such as 64 or, height first, 48x64.".formatted(text));
    }
    int first = Integer.parseInt(matcher.group(1));
    String second = matcher.group(2);
    return new ImageFormat(first, second == null ? first : Integer.parseInt(second), channels);
  }

  /** The same in other channels. */
  public ImageFormat channels(int number) {
    return new ImageFormat(height, width, number);
  }

  /** [channels, height, width] of one example. */
  public Shape shape() {
    return Shape.of(channels, height, width);
  }

  /** An image in this form. */
  public Pixels of(Pixels image) {
    return Resize.of(image.in(channels), height, width);
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("height", height)
        .put("width", width)
        .put("channels", channels)
        .put("resize", "bilinear")
        .build();
  }

  static ImageFormat read(JsonPlace json) {
    if (!json.string("resize").equals("bilinear")) {
      throw json.get("resize").error("is not \"bilinear\".");
    }
    try {
      return new ImageFormat(
          json.intValue("height"), json.intValue("width"), json.intValue("channels"));
    } catch (ArgumentException e) {
      throw json.error("is damaged: " + e.getMessage());
    }
  }

  /** {@code 64×64 in colours}. */
  @Override
  public String toString() {
    return height + "×" + width + (channels == 1 ? " in grey" : " in colours");
  }
}
