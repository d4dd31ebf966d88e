package org.atled.lectures.experiment;

import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * Random Fourier features (Rahimi and Recht, "Random features for large-scale kernel machines",
 * 2007): φ(x) = √(2/D) cos(Ωx + b) for Ω [D, in] from N(0, 1/σ²) and b [D] from U(0, 2π). The mean
 * of φ(x)·φ(y) is the Gaussian kernel exp(−|x − y|²/2σ²). Shapes: [n, in] → [n, D].
 */
final class CosineFeatures extends Layer {
  private final int count;
  private final Parameter frequencies;
  private final Parameter phases;

  /**
   * @param count D
   * @param sigma σ: points much nearer than this are alike, points much further are strangers
   */
  CosineFeatures(int in, int count, double sigma) {
    this.count = count;
    frequencies =
        parameter(
            "frequencies",
            new TensorType(DType.FLOAT32, Shape.of(count, in)),
            Initializer.normal(0, 1 / sigma));
    phases =
        parameter(
            "phases",
            new TensorType(DType.FLOAT32, Shape.of(count)),
            Initializer.uniform(0, 2 * Math.PI));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.linear(frequencies.value(), phases.value()).cos().mul(Math.sqrt(2.0 / count));
  }
}
