package org.atled.core.tensor;

import org.atled.core.op.loss.BinaryCrossEntropyWithLogits;
import org.atled.core.op.loss.CrossEntropy;
import org.atled.core.op.loss.MseLoss;

/**
 * How far outputs are from targets: one number, of rank 0, the mean over the elements. NaN where
 * there is nothing to average.
 */
public sealed interface Losses permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * −mean(ln softmax(z)[class]): of these logits z [batch, classes, …] and classes [batch, …],
   * int64 or int32, counted from 0. The logarithms are those of {@link Tensor#logSoftmax}, finite
   * for all finite logits. With n classes given, ∂L/∂z = (softmax(z) − 1 at the class) / n.
   *
   * @throws org.atled.core.error.ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the logits are no floats, or the classes no such
   *     integers
   * @throws org.atled.core.error.ArgumentException if a class has no logit, naming the first
   */
  default Tensor crossEntropy(Tensor classes) {
    return Dispatch.apply(new CrossEntropy(), self(), classes);
  }

  /**
   * mean((y − t)²) of this y and a target t of the same shape, which is converted to y's type.
   * ∂L/∂y = 2·(y − t) / n for n elements, ∂L/∂t = −∂L/∂y.
   *
   * @throws org.atled.core.error.ShapeException if the shapes differ; nothing is broadcast
   * @throws org.atled.core.error.TypeException if this holds no floats
   */
  default Tensor mseLoss(Tensor target) {
    return Dispatch.apply(new MseLoss(), self(), target);
  }

  /**
   * The logistic loss mean(−t·ln σ(z) − (1 − t)·ln(1 − σ(z))) of these logits z and targets t in
   * [0, 1], computed with softplus, which neither overflows nor takes the logarithm of 0: −ln σ(z)
   * = softplus(−z). Both terms are at least 0, so that a small loss is not the difference of two
   * large numbers. ∂L/∂z = (σ(z) − t) / n for n elements, ∂L/∂t = −z / n.
   *
   * @param target of the shape of the logits, converted to their type; or the numbers of two
   *     classes, int64 or int32 [batch], for logits [batch, 1] of class 1 against class 0
   * @throws org.atled.core.error.ShapeException if the shapes are not such; nothing is broadcast
   * @throws org.atled.core.error.TypeException if this holds no floats
   * @throws org.atled.core.error.ArgumentException if the number of a class is neither 0 nor 1
   */
  default Tensor binaryCrossEntropyWithLogits(Tensor target) {
    return Dispatch.apply(new BinaryCrossEntropyWithLogits(), self(), target);
  }
}
