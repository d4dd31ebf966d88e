package org.atled.lectures.tensor;

import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.matrix.Matrix;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * y = xW + b with W [in, out] and b [1, out], from the numbers of another rung and in their type;
 * Atled's own {@link org.atled.nn.layer.Linear} holds float32 and keeps its weight as [out, in].
 * How to differentiate it nobody has to say.
 */
public final class Dense extends Layer {
  private final Parameter w;
  private final Parameter b;

  public Dense(Matrix w, Matrix b) {
    this.w = parameter("w", tensor(w));
    this.b = parameter("b", tensor(b));
  }

  /** A copy of a matrix, in its type. */
  public static Tensor tensor(Matrix matrix) {
    Tensor float64 = Tensor.of(matrix.toDoubles(), matrix.rows(), matrix.columns());
    return matrix.dtype() == DType.FLOAT64 ? float64 : float64.to(matrix.dtype());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.matmul(w.value()).add(b.value());
  }

  public Parameter w() {
    return w;
  }

  public Parameter b() {
    return b;
  }
}
