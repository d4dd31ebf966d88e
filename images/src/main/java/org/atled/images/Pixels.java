package org.atled.images;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;

/**
 * An image of unsigned bytes, [channels, height, width].
 *
 * @param values channel after channel, each row by row; not copied
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record Pixels(byte[] values, int channels, int height, int width) {
  public Pixels {
    if (channels < 1 || height < 1 || width < 1 || values.length != channels * height * width) {
      throw new ArgumentException(
          "%s bytes are not an image [%s, %s, %s]."
              .formatted(values.length, channels, height, width));
    }
  }

  /** The number from 0 to 255 at a place. */
  public int at(int channel, int row, int column) {
    return values[(channel * height + row) * width + column] & 0xFF;
  }

  /** As a tensor [channels, height, width] of float32 from 0 to 1. */
  public Tensor toTensor() {
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (values[i] & 0xFF) / 255f;
    }
    return Tensor.wrap(new Storage.Float32(numbers), Shape.of(channels, height, width));
  }

  /**
   * The same image in so many channels: grey is (19595·R + 38470·G + 7471·B + 2¹⁵) / 2¹⁶, rounded
   * down, the luma of ITU-R BT.601 as Pillow rounds it; colours of grey are thrice the same.
   *
   * @throws ArgumentException if they are neither 1 nor 3
   */
  public Pixels in(int wanted) {
    if (wanted == channels) {
      return this;
    }
    int area = height * width;
    byte[] other = new byte[wanted * area];
    if (wanted == 3 && channels == 1) {
      for (int channel = 0; channel < 3; channel++) {
        System.arraycopy(values, 0, other, channel * area, area);
      }
    } else if (wanted == 1 && channels == 3) {
      for (int i = 0; i < area; i++) {
        int red = values[i] & 0xFF;
        int green = values[area + i] & 0xFF;
        int blue = values[2 * area + i] & 0xFF;
        other[i] = (byte) ((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16);
      }
    } else {
      throw new ArgumentException(
          "An image of %s channels has no form in %s; take 1 or 3.".formatted(channels, wanted));
    }
    return new Pixels(other, wanted, height, width);
  }
}
