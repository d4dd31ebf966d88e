package org.atled.images;

/**
 * Scales images, bilinear with antialiasing, to the bits of Pillow's {@code resize(size,
 * BILINEAR)}: along each axis a pixel is the mean of those around its centre, weighted by a
 * triangle that is as wide as two pixels of the result, and at least as two of the image. First all
 * rows are scaled, then all columns, each rounded to bytes. Weights are whole multiples of 2⁻²².
 */
final class Resize {
  private static final int PRECISION = 22;

  private Resize() {}

  /** The image in another size; whole, so that its sides may change their ratio. */
  static Pixels of(Pixels image, int height, int width) {
    Pixels wide = image.width() == width ? image : scaled(image, width, true);
    return wide.height() == height ? wide : scaled(wide, height, false);
  }

  /** Which pixels make one of the result, and with which weights. */
  private record Window(int first, int[] weights) {}

  private static Window[] windows(int from, int to) {
    double scale = (double) from / to;
    double support = Math.max(scale, 1);
    Window[] windows = new Window[to];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      int first = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(from, (int) (centre + support + 0.5));
      double[] weights = new double[end - first];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        weights[j] = triangle((j + first - centre + 0.5) * (1 / support));
        sum += weights[j];
      }
      int[] fixed = new int[weights.length];
      for (int j = 0; j < fixed.length; j++) {
        fixed[j] = (int) (0.5 + weights[j] / sum * (1 << PRECISION));
      }
      windows[i] = new Window(first, fixed);
    }
    return windows;
  }

  private static double triangle(double x) {
    return Math.max(0, 1 - Math.abs(x));
  }

  private static Pixels scaled(Pixels image, int size, boolean isWidth) {
    Window[] windows = windows(isWidth ? image.width() : image.height(), size);
    int height = isWidth ? image.height() : size;
    int width = isWidth ? size : image.width();
    int step = isWidth ? 1 : image.width();
    byte[] from = image.values();
    byte[] to = new byte[image.channels() * height * width];
    int at = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      int plane = channel * image.height() * image.width();
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          Window window = windows[isWidth ? column : row];
          int source =
              isWidth
                  ? plane + row * image.width() + window.first()
                  : plane + window.first() * image.width() + column;
          int sum = 1 << PRECISION - 1;
          for (int weight : window.weights()) {
            sum += weight * (from[source] & 0xFF);
            source += step;
          }
          to[at++] = (byte) Math.clamp(sum >> PRECISION, 0, 255);
        }
      }
    }
    return new Pixels(to, image.channels(), height, width);
  }
}
