package org.atled.images.augment;

import org.atled.core.error.ArgumentException;

/**
 * An image of floats from 0 to 1, [channels, height, width]. Its numbers are not to be changed.
 *
 * @param values row-major; not copied
 */
public record Picture(float[] values, int channels, int height, int width) {
  public Picture {
    if (values.length != channels * height * width || values.length == 0) {
      throw new ArgumentException(
          "%s numbers are not an image [%s, %s, %s]."
              .formatted(values.length, channels, height, width));
    }
  }

  /** The number at a place. */
  public float at(int channel, int row, int column) {
    return values[(channel * height + row) * width + column];
  }

  /** Pixels of a channel. */
  int area() {
    return height * width;
  }

  /** Another image of the same size. */
  Picture with(float[] others) {
    return new Picture(others, channels, height, width);
  }

  /** Numbers by channel, row and column. */
  interface Formula {
    float at(int channel, int row, int column);
  }

  /** Another image of the same size, number by number. */
  Picture of(Formula formula) {
    float[] others = new float[values.length];
    int i = 0;
    for (int channel = 0; channel < channels; channel++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          others[i++] = formula.at(channel, row, column);
        }
      }
    }
    return with(others);
  }

  /** 0.299 R + 0.587 G + 0.114 B of a pixel, or its grey. */
  float grey(int row, int column) {
    return channels == 3
        ? 0.299f * at(0, row, column) + 0.587f * at(1, row, column) + 0.114f * at(2, row, column)
        : at(0, row, column);
  }
}
