package org.atled.core.tensor;

import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;

/**
 * PyTorch's rule for the type in which tensors of several types meet: tensors of rank 0 are weaker
 * than others, and change the result only where they are of a higher category (bool, integer,
 * floating). Operands are converted to that type first, which rounds where it is a narrower one.
 */
public final class Promotion {
  /** What becomes of an integer where a float is needed. */
  public static final DType DEFAULT_FLOAT = DType.FLOAT32;

  private Promotion() {}

  /** The type in which the operands meet. */
  public static DType of(List<TensorType> operands) {
    DType strong = DType.BOOL;
    DType weak = DType.BOOL;
    boolean anyStrong = false;
    for (TensorType operand : operands) {
      if (operand.shape().rank() > 0) {
        strong = strong.promote(operand.dtype());
        anyStrong = true;
      } else {
        weak = weak.promote(operand.dtype());
      }
    }
    return !anyStrong || weak.category() > strong.category() ? strong.promote(weak) : strong;
  }

  /** As {@link #of}, with integers and bools becoming the default float. */
  public static DType floating(List<TensorType> operands) {
    DType joined = of(operands);
    return joined.isFloating() ? joined : DEFAULT_FLOAT;
  }

  /**
   * As {@link #of}, for operations that bools do not take.
   *
   * @throws TypeException if all operands are bool
   */
  public static DType numeric(List<TensorType> operands) {
    DType joined = of(operands);
    if (joined == DType.BOOL) {
      throw new TypeException(
          "takes numbers, not bool; convert with to(…), or use logicalNot and ne.");
    }
    return joined;
  }

  /**
   * As {@link #of}, for operations on bits.
   *
   * @throws TypeException if an operand is a float
   */
  public static DType bits(List<TensorType> operands) {
    DType joined = of(operands);
    if (joined.isFloating()) {
      throw new TypeException(
          "takes integers and bools, not %s; convert with to(…).".formatted(joined));
    }
    return joined;
  }

  /** The type of a Java floating-point number beside a tensor: the tensor's, if that is a float. */
  static DType ofReal(DType tensor) {
    return tensor.isFloating() ? tensor : DEFAULT_FLOAT;
  }

  /** The type of a Java integer beside a tensor: the tensor's, unless that is bool. */
  static DType ofWhole(DType tensor) {
    return tensor == DType.BOOL ? DType.INT64 : tensor;
  }
}
