package org.atled.lectures.layer;

/**
 * How a filter of k × k weights moves over images, and where in rows of numbers things lie: images
 * channel by channel, row by row; filters likewise.
 *
 * @param channels of the image
 * @param height of the image
 * @param width of the image
 * @param k side of the filter
 */
record Window(int channels, int height, int width, int k) {
  /** What is done with one weight of a filter at one place. */
  interface Visit {
    /**
     * @param place number of the place, row by row: i · columns + j
     * @param pixel where x[c, i + p, j + q] lies in the image
     * @param weight where w[c, p, q] lies in the filter
     */
    void at(int place, int pixel, int weight);
  }

  /** What it moves over, in words. */
  String image() {
    return "an image of channels × height × width = " + channels + " × " + height + " × " + width;
  }

  /** Elements of an image. */
  int pixels() {
    return channels * height * width;
  }

  /** Weights of a filter. */
  int weights() {
    return channels * k * k;
  }

  /** Rows of places without padding. */
  int rows() {
    return height - k + 1;
  }

  /** Columns of places without padding. */
  int columns() {
    return width - k + 1;
  }

  /** All places. */
  int places() {
    return rows() * columns();
  }

  /** Goes through all places, and at each through all weights. */
  void forEach(Visit visit) {
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        for (int c = 0; c < channels; c++) {
          for (int p = 0; p < k; p++) {
            for (int q = 0; q < k; q++) {
              int pixel = (c * height + i + p) * width + j + q;
              visit.at(i * columns() + j, pixel, (c * k + p) * k + q);
            }
          }
        }
      }
    }
  }
}
