package org.atled.core.tensor;

import org.atled.core.op.scan.CumExtremum;
import org.atled.core.op.scan.CumProd;
import org.atled.core.op.scan.CumSum;
import org.atled.core.op.scan.LogCumSumExp;

/** Along an axis, each result from all elements up to its place, from the first on. */
public sealed interface Scans permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The running sum along an axis: yᵢ = y₍ᵢ₋₁₎ + xᵢ, in this order, on any number of threads.
   * Integers and bools are summed as int64, which wraps around. The gradient is the running sum
   * from the other end.
   */
  default Tensor cumSum(int axis) {
    return Dispatch.apply(new CumSum(self().shape().axis(axis)), self());
  }

  /**
   * The running product along an axis: yᵢ = y₍ᵢ₋₁₎·xᵢ, in this order. Integers and bools are
   * multiplied as int64, which wraps around. The gradient is right at zeros too, but by division
   * elsewhere: where a product underflows it is 0, at infinities NaN. Differentiated twice it goes
   * through all pairs, in memory of the axis' size squared.
   */
  default Tensor cumProd(int axis) {
    return Dispatch.apply(new CumProd(self().shape().axis(axis)), self());
  }

  /**
   * The greatest element so far along an axis; NaN from the first NaN on. Of equal greatest ones
   * the last gets the gradient.
   */
  default Tensor cumMax(int axis) {
    return Dispatch.apply(new CumExtremum(true, self().shape().axis(axis)), self());
  }

  /**
   * The least element so far along an axis; NaN from the first NaN on. Of equal least ones the last
   * gets the gradient.
   */
  default Tensor cumMin(int axis) {
    return Dispatch.apply(new CumExtremum(false, self().shape().axis(axis)), self());
  }

  /**
   * As {@link #cumMax}, and where each stands: of equal ones the last, of NaNs the latest, as
   * PyTorch's {@code cummax}.
   */
  default Indexed cumMaxAt(int axis) {
    return at(new CumExtremum(true, self().shape().axis(axis)));
  }

  /** As {@link #cumMaxAt}, of the least elements: PyTorch's {@code cummin}. */
  default Indexed cumMinAt(int axis) {
    return at(new CumExtremum(false, self().shape().axis(axis)));
  }

  private Indexed at(CumExtremum op) {
    Tensor values = Dispatch.apply(op, self());
    return new Indexed(values, op.index(self().detach(), values.detach()));
  }

  /**
   * The logarithm of the running sum of exponentials along an axis: yᵢ = ln(e^y₍ᵢ₋₁₎ + e^xᵢ) as m +
   * ln(1 + e^−|y₍ᵢ₋₁₎ − xᵢ|) with m the greater of the two, in this order and each rounded to the
   * type (of float16 and bfloat16 to float32, and at the end), on any number of threads. Nothing
   * overflows. −∞ adds nothing and stays −∞ where all so far are; ∞ stays ∞; NaN from the first NaN
   * on. vjp: Σ gᵢ·e^(xⱼ − yᵢ) over i ≥ j, 0 at −∞, as accurate as y is. Differentiated twice it
   * goes through all pairs, in memory of the axis' size squared.
   *
   * @throws org.atled.core.error.TypeException if this holds no floats
   */
  default Tensor logCumSumExp(int axis) {
    return Dispatch.apply(new LogCumSumExp(self().shape().axis(axis)), self());
  }
}
