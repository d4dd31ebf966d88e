package org.atled.plot;

import java.util.Arrays;
import org.atled.core.tensor.Tensor;
import org.atled.plot.axis.Range;
import org.atled.plot.scene.Shades;

/** Images as figures take them, of tensors. */
final class Planes {
  /** What a normalization and its undoing may leave beyond 0 and 1. */
  private static final double ROUNDING = 1e-5;

  private Planes() {}

  /** [height, width]. */
  static double[][] one(Tensor plane) {
    double[] values = plane.toDoubles();
    int width = (int) plane.shape().size(1);
    double[][] rows = new double[(int) plane.shape().size(0)][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
    return rows;
  }

  /** [height, width], each number as often as it takes for the size of another image. */
  static double[][] sized(Tensor plane, int height, int width) {
    double[][] small = one(plane);
    double[][] large = new double[Math.max(height, small.length)][];
    for (int row = 0; row < large.length; row++) {
      double[] from = small[row * small.length / large.length];
      double[] to = new double[Math.max(width, from.length)];
      Arrays.setAll(to, column -> from[column * from.length / to.length]);
      large[row] = to;
    }
    return large;
  }

  /** [channels, height, width]. */
  static double[][][] all(Tensor image) {
    double[][][] planes = new double[(int) image.shape().size(0)][][];
    Arrays.setAll(planes, channel -> one(image.get(channel)));
    return planes;
  }

  /** An image in three channels from 0 to 1: grey thrice, and what lies outside brought in. */
  static double[][][] coloured(Tensor image) {
    double least = image.min().item();
    double most = image.max().item();
    boolean fits = least >= -ROUNDING && most <= 1 + ROUNDING;
    Tensor scaled = fits ? image.clip(0, 1) : image.sub(least).div(Math.max(most - least, 1e-12));
    boolean colours = image.shape().size(0) == 3;
    double[][][] planes = all(colours ? scaled : scaled.mean(0).unsqueeze(0));
    return colours ? planes : new double[][][] {planes[0], planes[0], planes[0]};
  }

  /**
   * An image in grey under the colours of numbers of either sign.
   *
   * @param image in colours
   * @param values of each pixel
   */
  static double[][][] under(double[][][] image, double[][] values) {
    Range range = Range.over(Arrays.asList(values)).aroundZero();
    ColourBar colours = new ColourBar("", range, Shades.DIVERGING);
    double[][][] mixed = new double[3][values.length][values[0].length];
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[0].length; column++) {
        double grey =
            0.299 * image[0][row][column]
                + 0.587 * image[1][row][column]
                + 0.114 * image[2][row][column];
        int level = (int) Math.round(255 * grey);
        int rgb =
            Shades.mix(colours.colour(values[row][column]), level << 16 | level << 8 | level, 0.4);
        mixed[0][row][column] = (rgb >> 16) / 255.0;
        mixed[1][row][column] = (rgb >> 8 & 255) / 255.0;
        mixed[2][row][column] = (rgb & 255) / 255.0;
      }
    }
    return mixed;
  }
}
