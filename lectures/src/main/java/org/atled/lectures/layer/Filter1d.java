package org.atled.lectures.layer;

import java.util.List;
import org.atled.lectures.matrix.Matrix;

/**
 * A convolution with one filter of k weights along a signal of n numbers, as neural networks mean
 * the word (the filter is not turned round): yᵢ = Σⱼ wⱼ xᵢ₊ⱼ, for i = 0 … n − k. The same weights
 * at every place make the multiplication by a banded matrix: y = x·Bᵀ, {@link #banded}.
 */
public final class Filter1d implements Layer {
  private final Matrix w;
  private final Kept<Matrix> x = new Kept<>("Filter1d");

  /**
   * @param w [1, k]
   */
  public Filter1d(Matrix w) {
    this.w = w;
  }

  @Override
  public Matrix forward(Matrix input) {
    x.keep(input);
    Matrix y = input.zeros(input.rows(), input.columns() - w.columns() + 1);
    for (int n = 0; n < y.rows(); n++) {
      for (int i = 0; i < y.columns(); i++) {
        double sum = 0;
        for (int j = 0; j < w.columns(); j++) {
          sum += w.get(0, j) * input.get(n, i + j); // yᵢ = Σⱼ wⱼ xᵢ₊ⱼ
        }
        y.set(n, i, sum);
      }
    }
    return y;
  }

  /** xᵢ₊ⱼ is in yᵢ with the factor wⱼ, and wⱼ with the factor xᵢ₊ⱼ. */
  @Override
  public Gradients backward(Matrix g) {
    Matrix dx = x.get().zeros(x.get().rows(), x.get().columns());
    Matrix dw = w.zeros(1, w.columns());
    for (int n = 0; n < g.rows(); n++) {
      for (int i = 0; i < g.columns(); i++) {
        for (int j = 0; j < w.columns(); j++) {
          dx.set(n, i + j, dx.get(n, i + j) + g.get(n, i) * w.get(0, j)); // ∂L/∂xᵢ₊ⱼ += gᵢ wⱼ
          dw.set(0, j, dw.get(0, j) + g.get(n, i) * x.get().get(n, i + j)); // ∂L/∂wⱼ += gᵢ xᵢ₊ⱼ
        }
      }
    }
    return new Gradients(dx, List.of(dw));
  }

  /**
   * The matrix B [n − k + 1, n] of which the filter is a short way of writing: B[i, i + j] = wⱼ,
   * and 0 off the band.
   */
  public Matrix banded(int n) {
    Matrix b = w.zeros(n - w.columns() + 1, n);
    for (int i = 0; i < b.rows(); i++) {
      for (int j = 0; j < w.columns(); j++) {
        b.set(i, i + j, w.get(0, j));
      }
    }
    return b;
  }

  @Override
  public List<Matrix> parameters() {
    return List.of(w);
  }

  /** ∂y/∂x = B; ∂yᵢ/∂wⱼ = xᵢ₊ⱼ. */
  @Override
  public Jacobians jacobians(Matrix input) {
    Matrix b = banded(input.columns());
    Matrix byW = w.zeros(b.rows(), w.columns());
    for (int i = 0; i < b.rows(); i++) {
      for (int j = 0; j < w.columns(); j++) {
        byW.set(i, j, input.get(0, i + j));
      }
    }
    return new Jacobians(b, List.of(byW));
  }
}
