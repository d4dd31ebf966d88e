package org.atled.images;

import org.atled.core.shape.Shape;

/**
 * Where the numbers of an image lie in another layout than [channels, height, width].
 *
 * @param shape [channels, height, width]
 * @param source for each number of that its place in the other layout
 */
record PixelOrder(Shape shape, int[] source) {
  /**
   * The order of images as they are stored.
   *
   * @param stored [rows, columns], [channels, rows, columns] or [rows, columns, channels]
   * @param last whether channels are the last of three axes
   * @param transposed whether what is stored as rows are the image's columns
   */
  static PixelOrder of(Shape stored, boolean last, boolean transposed) {
    int channels = stored.rank() == 2 ? 1 : (int) stored.size(last ? 2 : 0);
    int rows = (int) stored.size(stored.rank() == 2 || last ? 0 : 1);
    int columns = stored.elements() / channels / rows;
    int height = transposed ? columns : rows;
    int width = transposed ? rows : columns;
    int[] source = new int[stored.elements()];
    for (int to = 0; to < source.length; to++) {
      int channel = to / (height * width);
      int y = to / width % height;
      int x = to % width;
      int place = transposed ? x * columns + y : y * columns + x;
      source[to] = last ? place * channels + channel : channel * rows * columns + place;
    }
    return new PixelOrder(Shape.of(channels, height, width), source);
  }

  /** Some of many images, in this order. */
  byte[] of(byte[] images, int[] examples) {
    int each = source.length;
    byte[] ordered = new byte[Math.multiplyExact(examples.length, each)];
    for (int i = 0; i < examples.length; i++) {
      for (int j = 0; j < each; j++) {
        ordered[i * each + j] = images[examples[i] * each + source[j]];
      }
    }
    return ordered;
  }

  /** Some of many images, in this order. */
  float[] of(float[] images, int[] examples) {
    int each = source.length;
    float[] ordered = new float[Math.multiplyExact(examples.length, each)];
    for (int i = 0; i < examples.length; i++) {
      for (int j = 0; j < each; j++) {
        ordered[i * each + j] = images[examples[i] * each + source[j]];
      }
    }
    return ordered;
  }
}
