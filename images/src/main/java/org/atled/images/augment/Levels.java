package org.atled.images.augment;

/** Changes of the levels of an image, as Pillow's {@code ImageOps} and {@code ImageEnhance}. */
final class Levels {
  private static final int WHITE = 255;

  private Levels() {}

  /** Levels as bytes with so many of their highest bits. */
  static Picture posterized(Picture image, int bits) {
    int mask = WHITE & -(1 << 8 - bits);
    return image.of((c, row, column) -> (level(image.at(c, row, column)) & mask) / (float) WHITE);
  }

  /** 1 − x from a threshold on. */
  static Picture solarized(Picture image, float threshold) {
    return image.of((c, row, column) -> {
      float value = image.at(c, row, column);
      return value >= threshold ? 1 - value : value;
    });
  }

  /** Each channel from 0 to 1. */
  static Picture stretched(Picture image) {
    float[] least = new float[image.channels()];
    float[] most = new float[image.channels()];
    for (int c = 0; c < image.channels(); c++) {
      least[c] = 1;
      for (int i = c * image.area(); i < (c + 1) * image.area(); i++) {
        least[c] = Math.min(least[c], image.values()[i]);
        most[c] = Math.max(most[c], image.values()[i]);
      }
    }
    return image.of((c, row, column) -> {
      float value = image.at(c, row, column);
      return most[c] > least[c] ? (value - least[c]) / (most[c] - least[c]) : value;
    });
  }

  /** Each channel with levels that are about as frequent, as bytes. */
  static Picture equalized(Picture image) {
    float[][] to = new float[image.channels()][];
    for (int c = 0; c < image.channels(); c++) {
      to[c] = equalizing(image, c);
    }
    return image.of((c, row, column) -> to[c][level(image.at(c, row, column))]);
  }

  private static float[] equalizing(Picture image, int channel) {
    int[] counts = new int[WHITE + 1];
    int last = 0;
    for (int i = channel * image.area(); i < (channel + 1) * image.area(); i++) {
      int level = level(image.values()[i]);
      counts[level]++;
      last = Math.max(last, level);
    }
    int step = (image.area() - counts[last]) / WHITE;
    float[] to = new float[WHITE + 1];
    int sum = step / 2;
    for (int level = 0; level <= WHITE; level++) {
      to[level] = (step == 0 ? level : Math.min(WHITE, sum / step)) / (float) WHITE;
      sum += counts[level];
    }
    return to;
  }

  /**
   * f·x + (1 − f)·s, where s is the mean of the pixel, five times, and its eight neighbours; the
   * rim stays.
   */
  static Picture sharpened(Picture image, float factor) {
    return image.of((c, row, column) -> {
      float value = image.at(c, row, column);
      if (row == 0 || column == 0 || row == image.height() - 1 || column == image.width() - 1) {
        return value;
      }
      float sum = 4 * value;
      for (int y = row - 1; y <= row + 1; y++) {
        for (int x = column - 1; x <= column + 1; x++) {
          sum += image.at(c, y, x);
        }
      }
      return Colour.cut(factor * value + (1 - factor) * (sum / 13));
    });
  }

  private static int level(float value) {
    return (int) Math.rint(Colour.cut(value) * WHITE);
  }
}
