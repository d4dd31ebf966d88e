package org.atled.lectures.layer;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Draws;
import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Matrix;

/**
 * A convolution of images with several channels, without padding: y[o, i, j] = b[o] + Σ_c Σ_p Σ_q
 * w[o, c, p, q] x[c, i + p, j + q]. An example is a row with one channel after the other, each row
 * by row.
 */
public final class Conv2d implements Layer {
  private final Window window;
  private final Matrix w;
  private final Matrix b;
  private final Kept<Matrix> x = new Kept<>("Conv2d");

  /**
   * @param channels of the image
   * @param height of the image
   * @param width of the image
   * @param k side of a filter
   * @param w [outputs, channels · k · k]: a row for each filter, channel by channel, row by row
   * @param b [1, outputs]
   * @throws ShapeException if the weights are not of these shapes, or a filter is larger than the
   *     image
   */
  public Conv2d(int channels, int height, int width, int k, Matrix w, Matrix b) {
    this.window = new Window(channels, height, width, k);
    this.w = w;
    this.b = b;
    boolean isInside = k >= 1 && k <= Math.min(height, width);
    if (!isInside || w.columns() != window.weights() || b.rows() != 1 || b.columns() != w.rows()) {
      throw new ShapeException(
          "Conv2d: for "
              + window.image()
              + " and filters of side "
              + k
              + ", W must be [outputs, "
              + window.weights()
              + "], b [1, outputs] and the side from 1 to "
              + Math.min(height, width)
              + ", but W is "
              + w.shape()
              + " and b "
              + b.shape()
              + ".");
    }
  }

  /** Filters from N(0, 1/(channels · k · k)), b zero. */
  public static Conv2d drawn(
      DType dtype, int channels, int height, int width, int outputs, int k, Draws draws) {
    int weights = channels * k * k;
    double sigma = 1 / Math.sqrt(weights);
    return new Conv2d(
        channels,
        height,
        width,
        k,
        Matrix.normal(dtype, outputs, weights, sigma, draws),
        Matrix.zeros(dtype, 1, outputs));
  }

  private void check(Matrix input) {
    if (input.columns() != window.pixels()) {
      throw new ShapeException(
          "Conv2d: the input is "
              + input.shape()
              + " but "
              + window.image()
              + " is a row of "
              + window.pixels()
              + "; give one channel after the other, each row by row.");
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws ShapeException if an example has not as many elements as the image
   */
  @Override
  public Matrix forward(Matrix input) {
    check(input);
    x.keep(input);
    Matrix y = input.zeros(input.rows(), w.rows() * window.places());
    for (int n = 0; n < input.rows(); n++) {
      for (int o = 0; o < w.rows(); o++) {
        double[] sums = new double[window.places()];
        Arrays.fill(sums, b.get(0, o));
        int example = n;
        int filter = o;
        window.forEach((place, pixel, weight) ->
            sums[place] += w.get(filter, weight) * input.get(example, pixel));
        for (int place = 0; place < sums.length; place++) {
          y.set(n, o * sums.length + place, sums[place]);
        }
      }
    }
    return y;
  }

  /**
   * ∂L/∂x[c, i + p, j + q] += g[o, i, j] w[o, c, p, q]; ∂L/∂w[o, c, p, q] += g[o, i, j] x[c, i + p,
   * j + q]; ∂L/∂b[o] += g[o, i, j].
   */
  @Override
  public Gradients backward(Matrix upstream) {
    Matrix in = x.get();
    Matrix dx = in.zeros(in.rows(), in.columns());
    Matrix dw = w.zeros(w.rows(), w.columns());
    Matrix db = b.zeros(1, b.columns());
    for (int n = 0; n < in.rows(); n++) {
      for (int o = 0; o < w.rows(); o++) {
        int example = n;
        int filter = o;
        int first = o * window.places();
        window.forEach((place, pixel, weight) -> {
          double g = upstream.get(example, first + place);
          dx.set(example, pixel, dx.get(example, pixel) + g * w.get(filter, weight));
          dw.set(filter, weight, dw.get(filter, weight) + g * in.get(example, pixel));
        });
        for (int place = 0; place < window.places(); place++) {
          db.set(0, o, db.get(0, o) + upstream.get(n, first + place));
        }
      }
    }
    return new Gradients(dx, List.of(dw, db));
  }

  @Override
  public List<Matrix> parameters() {
    return List.of(w, b);
  }

  /**
   * ∂y[o, i, j]/∂x[c, i + p, j + q] = w[o, c, p, q], and the other way round; ∂y[o, i, j]/∂b[o] =
   * 1.
   */
  @Override
  public Jacobians jacobians(Matrix input) {
    check(input);
    int outputs = w.rows() * window.places();
    Matrix byX = w.zeros(outputs, window.pixels());
    Matrix byW = w.zeros(outputs, w.rows() * window.weights());
    Matrix byB = w.zeros(outputs, w.rows());
    for (int o = 0; o < w.rows(); o++) {
      int filter = o;
      int first = o * window.places();
      window.forEach((place, pixel, weight) -> {
        byX.set(first + place, pixel, w.get(filter, weight));
        byW.set(first + place, filter * window.weights() + weight, input.get(0, pixel));
        byB.set(first + place, filter, 1);
      });
    }
    return new Jacobians(byX, List.of(byW, byB));
  }
}
