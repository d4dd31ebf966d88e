package org.atled.lectures.layer;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Draws;
import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Matrix;

/**
 * A convolution of signals with several channels, without padding: y[o, i] = b[o] + Σ_c Σⱼ w[o, c,
 * j] x[c, i + j]. An example is a row with one channel after the other.
 */
public final class Conv1d implements Layer {
  private final int channels;
  private final int length;
  private final Matrix w;
  private final Matrix b;
  private final Kept<Matrix> x = new Kept<>("Conv1d");

  /**
   * @param channels of the input
   * @param length of each channel
   * @param w [outputs, channels · k]: a row for each filter, channel by channel
   * @param b [1, outputs]
   * @throws ShapeException if the weights are not of these shapes, or a filter is longer than the
   *     signal
   */
  public Conv1d(int channels, int length, Matrix w, Matrix b) {
    this.channels = channels;
    this.length = length;
    this.w = w;
    this.b = b;
    boolean isWhole = w.columns() % channels == 0 && width() >= 1 && width() <= length;
    if (!isWhole || b.rows() != 1 || b.columns() != w.rows()) {
      throw new ShapeException(
          "Conv1d: for "
              + signal()
              + ", W must be [outputs, "
              + channels
              + "·k] with k from 1 to "
              + length
              + " and b [1, outputs], but W is "
              + w.shape()
              + " and b "
              + b.shape()
              + ".");
    }
  }

  /** Filters of k weights from N(0, 1/(channels · k)), b zero. */
  public static Conv1d drawn(
      DType dtype, int channels, int length, int outputs, int k, Draws draws) {
    double sigma = 1 / Math.sqrt(channels * k);
    return new Conv1d(
        channels,
        length,
        Matrix.normal(dtype, outputs, channels * k, sigma, draws),
        Matrix.zeros(dtype, 1, outputs));
  }

  /** k: weights of a filter in each channel. */
  private int width() {
    return w.columns() / channels;
  }

  /** Places of a filter along a channel: the length of an output channel. */
  private int places() {
    return length - width() + 1;
  }

  private String signal() {
    return "a signal of channels × length = " + channels + " × " + length;
  }

  private void check(Matrix input) {
    if (input.columns() != channels * length) {
      throw new ShapeException(
          "Conv1d: the input is "
              + input.shape()
              + " but "
              + signal()
              + " is a row of "
              + channels * length
              + "; give one channel after the other.");
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws ShapeException if an example is not as long as its channels together
   */
  @Override
  public Matrix forward(Matrix input) {
    check(input);
    x.keep(input);
    Matrix y = input.zeros(input.rows(), w.rows() * places());
    for (int n = 0; n < input.rows(); n++) {
      for (int o = 0; o < w.rows(); o++) {
        for (int i = 0; i < places(); i++) {
          double sum = b.get(0, o);
          for (int c = 0; c < channels; c++) {
            for (int j = 0; j < width(); j++) {
              sum += w.get(o, c * width() + j) * input.get(n, c * length + i + j);
            }
          }
          y.set(n, o * places() + i, sum);
        }
      }
    }
    return y;
  }

  /** ∂L/∂x[c, i + j] += g[o, i] w[o, c, j]; ∂L/∂w[o, c, j] += g[o, i] x[c, i + j]; ∂L/∂b = Σ g. */
  @Override
  public Gradients backward(Matrix upstream) {
    Matrix in = x.get();
    Matrix dx = in.zeros(in.rows(), in.columns());
    Matrix dw = w.zeros(w.rows(), w.columns());
    Matrix db = b.zeros(1, b.columns());
    for (int n = 0; n < in.rows(); n++) {
      for (int o = 0; o < w.rows(); o++) {
        for (int i = 0; i < places(); i++) {
          double g = upstream.get(n, o * places() + i);
          db.set(0, o, db.get(0, o) + g);
          for (int c = 0; c < channels; c++) {
            for (int j = 0; j < width(); j++) {
              int at = c * length + i + j;
              int weight = c * width() + j;
              dx.set(n, at, dx.get(n, at) + g * w.get(o, weight));
              dw.set(o, weight, dw.get(o, weight) + g * in.get(n, at));
            }
          }
        }
      }
    }
    return new Gradients(dx, List.of(dw, db));
  }

  @Override
  public List<Matrix> parameters() {
    return List.of(w, b);
  }

  /** ∂y[o, i]/∂x[c, i + j] = w[o, c, j]; ∂y[o, i]/∂w[o, c, j] = x[c, i + j]; ∂y[o, i]/∂b[o] = 1. */
  @Override
  public Jacobians jacobians(Matrix input) {
    check(input);
    int outputs = w.rows() * places();
    Matrix byX = w.zeros(outputs, input.columns());
    Matrix byW = w.zeros(outputs, w.rows() * w.columns());
    Matrix byB = w.zeros(outputs, w.rows());
    for (int o = 0; o < w.rows(); o++) {
      for (int i = 0; i < places(); i++) {
        int y = o * places() + i;
        byB.set(y, o, 1);
        for (int c = 0; c < channels; c++) {
          for (int j = 0; j < width(); j++) {
            int at = c * length + i + j;
            int weight = c * width() + j;
            byX.set(y, at, w.get(o, weight));
            byW.set(y, o * w.columns() + weight, input.get(0, at));
          }
        }
      }
    }
    return new Jacobians(byX, List.of(byW, byB));
  }
}
