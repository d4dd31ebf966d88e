package org.atled.linalg.op;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** What decompositions ask of their operands. */
final class Matrices {
  private Matrices() {}

  /** That these are matrices [.., m, n] of float32 or of float64. */
  static void check(List<TensorType> inputs) {
    for (TensorType x : inputs) {
      if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
        throw new TypeException(
            "takes float32 or float64, not %s; convert with to(DType.FLOAT32) or to(DType.FLOAT64)."
                .formatted(x));
      }
      if (x.dtype() != inputs.getFirst().dtype()) {
        throw new TypeException(
            "takes operands of one type, not %s and %s; convert one with to(…)."
                .formatted(inputs.getFirst(), x));
      }
      if (x.shape().rank() < 2) {
        throw new ShapeException("takes matrices [.., m, n], not %s.".formatted(x.shape()));
      }
    }
  }

  /** That these are matrices, and the first of them square. */
  static void checkSquare(List<TensorType> inputs) {
    check(inputs);
    TensorType a = inputs.getFirst();
    if (rows(a) != columns(a)) {
      throw new ShapeException("takes square matrices [.., n, n], not %s.".formatted(a.shape()));
    }
  }

  /** That a [.., m, ·] and b [.., m, ·] have as many rows; the batch that both broadcast to. */
  static Shape checkSystem(List<TensorType> inputs) {
    TensorType a = inputs.get(0);
    TensorType b = inputs.get(1);
    if (rows(a) != rows(b)) {
      throw new ShapeException(
          "%s and %s: the left has %d rows and the right %d; they must be equal."
              .formatted(a.shape(), b.shape(), rows(a), rows(b)));
    }
    return batch(a).broadcast(batch(b));
  }

  static int rows(TensorType x) {
    return (int) x.shape().size(-2);
  }

  static int columns(TensorType x) {
    return (int) x.shape().size(-1);
  }

  static int least(TensorType x) {
    return Math.min(rows(x), columns(x));
  }

  /** The axes before those of the matrices. */
  static Shape batch(TensorType x) {
    return x.shape().slice(0, x.shape().rank() - 2);
  }

  /** The type of results with the batch axes and the type of x. */
  static TensorType like(TensorType x, long... sizes) {
    return new TensorType(x.dtype(), batch(x).concat(Shape.of(sizes)));
  }

  /** Matrices repeated along the batch axes of a type. */
  static Tensor spread(Kernels k, Tensor x, TensorType type) {
    Shape matrix = x.shape().slice(x.shape().rank() - 2, x.shape().rank());
    return k.view(x.strided().broadcastTo(batch(type).concat(matrix)));
  }

  /** One number a matrix as [.., 1, 1]. */
  static Tensor byMatrix(Tensor numbers) {
    return numbers.unsqueeze(-1).unsqueeze(-1);
  }

  /** That a block has neither NaN nor infinities, with which iterations come to no end. */
  static void checkFinite(double[] block) {
    for (double x : block) {
      if (!Double.isFinite(x)) {
        throw new ArgumentException(
            "the matrix has an element that is %s; take finite ones.".formatted(x));
      }
    }
  }
}
