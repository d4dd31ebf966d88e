package org.atled.core.tensor;

import org.atled.core.op.elementwise.Abs;
import org.atled.core.op.elementwise.Clip;
import org.atled.core.op.elementwise.Cos;
import org.atled.core.op.elementwise.Erf;
import org.atled.core.op.elementwise.Exp;
import org.atled.core.op.elementwise.Expm1;
import org.atled.core.op.elementwise.Frac;
import org.atled.core.op.elementwise.Gelu;
import org.atled.core.op.elementwise.GeluTanh;
import org.atled.core.op.elementwise.Log;
import org.atled.core.op.elementwise.Log1p;
import org.atled.core.op.elementwise.LogSigmoid;
import org.atled.core.op.elementwise.NanToNum;
import org.atled.core.op.elementwise.Round;
import org.atled.core.op.elementwise.Round.Direction;
import org.atled.core.op.elementwise.RoundTo;
import org.atled.core.op.elementwise.Sigmoid;
import org.atled.core.op.elementwise.Sign;
import org.atled.core.op.elementwise.Sin;
import org.atled.core.op.elementwise.Softplus;
import org.atled.core.op.elementwise.Sqrt;
import org.atled.core.op.elementwise.Tanh;
import org.atled.core.op.elementwise.ThresholdedSoftplus;
import org.atled.core.op.nn.LayerNorm;
import org.atled.core.op.nn.LogSoftmax;
import org.atled.core.op.nn.Softmax;

/**
 * Functions of one operand, element by element or along an axis. Unless said otherwise integers and
 * bools become float32. Accuracy of those that are one function: at most 2 units in the last place
 * in float32, 4 in float64.
 */
public sealed interface Pointwise permits Tensor {
  /** This tensor. */
  Tensor self();

  /** |x|. Integers stay integers; bool is an error. dy/dx = sign x, so 0 at 0. */
  default Tensor abs() {
    return Dispatch.apply(new Abs(), self());
  }

  /**
   * −1, 0 or 1; 0 for NaN, as PyTorch's, where NumPy's is NaN. Integers stay integers; bool is an
   * error. dy/dx = 0.
   */
  default Tensor sign() {
    return Dispatch.apply(new Sign(), self());
  }

  /** eˣ; ∞ where it overflows, 0 at −∞. dy/dx = y. */
  default Tensor exp() {
    return Dispatch.apply(new Exp(), self());
  }

  /** eˣ − 1, accurate near 0; −1 at −∞. dy/dx = y + 1. */
  default Tensor expm1() {
    return Dispatch.apply(new Expm1(), self());
  }

  /** The natural logarithm; −∞ at 0, NaN below. dy/dx = 1/x. */
  default Tensor log() {
    return Dispatch.apply(new Log(), self());
  }

  /** ln(1 + x), accurate near 0; −∞ at −1, NaN below. dy/dx = 1/(1 + x). */
  default Tensor log1p() {
    return Dispatch.apply(new Log1p(), self());
  }

  /** √x, correctly rounded; NaN below 0. dy/dx = 1/(2y), so ∞ at 0. */
  default Tensor sqrt() {
    return Dispatch.apply(new Sqrt(), self());
  }

  /** sin x, x in radians; NaN for ±∞. dy/dx = cos x. */
  default Tensor sin() {
    return Dispatch.apply(new Sin(), self());
  }

  /** cos x, x in radians; NaN for ±∞. dy/dx = −sin x. */
  default Tensor cos() {
    return Dispatch.apply(new Cos(), self());
  }

  /**
   * The greatest whole number that is not above x. Integers stay as they are; bool is an error.
   * dy/dx = 0.
   */
  default Tensor floor() {
    return Dispatch.apply(new Round(Direction.FLOOR), self());
  }

  /**
   * The least whole number that is not below x. Integers stay as they are; bool is an error. dy/dx
   * = 0.
   */
  default Tensor ceil() {
    return Dispatch.apply(new Round(Direction.CEIL), self());
  }

  /**
   * The whole part of x, which is rounded towards 0. Integers stay as they are; bool is an error.
   * dy/dx = 0.
   */
  default Tensor trunc() {
    return Dispatch.apply(new Round(Direction.TRUNC), self());
  }

  /**
   * The whole number nearest to x, of two the even one. Integers stay as they are; bool is an
   * error. dy/dx = 0.
   */
  default Tensor round() {
    return Dispatch.apply(new Round(Direction.ROUND), self());
  }

  /**
   * x rounded to so many decimals, of two the even one, to tens for −1; x·10ᵈ is rounded first,
   * which can make a tie or undo one. dy/dx = 0.
   */
  default Tensor round(int decimals) {
    return Dispatch.apply(new RoundTo(decimals), self());
  }

  /** x − trunc x, of the sign of x; NaN at ±∞. dy/dx = 1. */
  default Tensor frac() {
    return Dispatch.apply(new Frac(), self());
  }

  /**
   * min(max(x, least), most), of the shape that all three broadcast to and the type they meet in:
   * most where the bounds cross, NaN if one of the three is. The gradient goes to x between the
   * bounds and at them, and to the bound that is the result elsewhere; a NaN has none.
   *
   * @throws org.atled.core.error.TypeException if all are bool
   */
  default Tensor clip(Tensor least, Tensor most) {
    return Dispatch.apply(new Clip(true, true), self(), least, most);
  }

  /** As {@link #clip(Tensor, Tensor)}; the bounds are weak numbers that make integers float32. */
  default Tensor clip(double least, double most) {
    return clip(self().weak(least), self().weak(most));
  }

  /**
   * As {@link #clip(Tensor, Tensor)}; the bounds are weak numbers of this tensor's type.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold them
   */
  default Tensor clip(long least, long most) {
    return clip(self().weak(least), self().weak(most));
  }

  /**
   * The greater of each element and a bound; NaN if x or the bound is. Integers stay integers. The
   * gradient goes to x where it is the result, also at the bound, and else to the bound.
   *
   * @throws org.atled.core.error.TypeException if all are bool
   */
  default Tensor clampMin(Tensor bound) {
    return Dispatch.apply(new Clip(true, false), self(), bound);
  }

  /** As {@link #clampMin(Tensor)}; the bound is a weak number that makes integers float32. */
  default Tensor clampMin(double bound) {
    return clampMin(self().weak(bound));
  }

  /** As {@link #clampMin(Tensor)}; the bound is a weak number of this tensor's type. */
  default Tensor clampMin(long bound) {
    return clampMin(self().weak(bound));
  }

  /**
   * The lesser of each element and a bound; NaN if x or the bound is. Integers stay integers. The
   * gradient goes to x where it is the result, also at the bound, and else to the bound.
   *
   * @throws org.atled.core.error.TypeException if all are bool
   */
  default Tensor clampMax(Tensor bound) {
    return Dispatch.apply(new Clip(false, true), self(), bound);
  }

  /** As {@link #clampMax(Tensor)}; the bound is a weak number that makes integers float32. */
  default Tensor clampMax(double bound) {
    return clampMax(self().weak(bound));
  }

  /** As {@link #clampMax(Tensor)}; the bound is a weak number of this tensor's type. */
  default Tensor clampMax(long bound) {
    return clampMax(self().weak(bound));
  }

  /** 0 for NaN, and the greatest and least finite number of the type for ∞ and −∞. */
  default Tensor nanToNum() {
    return nanToNum(0);
  }

  /** As {@link #nanToNum()}, with a number for NaN. */
  default Tensor nanToNum(double nan) {
    double greatest = self().dtype().greatest();
    return nanToNum(nan, greatest, -greatest);
  }

  /**
   * Each element, but these numbers for NaN, ∞ and −∞. Integers and bools stay as they are. dy/dx =
   * 1 for finite numbers, else 0.
   */
  default Tensor nanToNum(double nan, double greatest, double least) {
    return Dispatch.apply(new NanToNum(nan, greatest, least), self());
  }

  /** The hyperbolic tangent; ±1 at ±∞. dy/dx = 1 − y². */
  default Tensor tanh() {
    return Dispatch.apply(new Tanh(), self());
  }

  /** 1/(1 + e⁻ˣ), from 0 to 1 without overflow. dy/dx = y·(1 − y). */
  default Tensor sigmoid() {
    return Dispatch.apply(new Sigmoid(), self());
  }

  /** The error function 2/√π ∫₀ˣ e^(−t²) dt; ±1 at ±∞. dy/dx = 2/√π·e^(−x²). */
  default Tensor erf() {
    return Dispatch.apply(new Erf(), self());
  }

  /**
   * Gaussian error linear unit, x·Φ(x) = x/2·(1 + erf(x/√2)): Hendrycks and Gimpel 2016. Computed
   * from the lower tail of Φ, at most 4 units in the last place off, also where it is small; NaN at
   * −∞. dy/dx = Φ(x) + x·φ(x), with the density φ of the normal distribution Φ.
   */
  default Tensor gelu() {
    return Dispatch.apply(new Gelu(), self());
  }

  /**
   * The approximation x/2·(1 + tanh u) of {@link #gelu} with u = √(2/π)·(x + 0.044715·x³), within
   * 5e-4 of it: {@code approximate="tanh"} in PyTorch. Computed as x·sigmoid(2u), whose relative
   * error grows as 2|u| below 0; NaN at −∞. dy/dx = s + x·s·(1 − s)·2u′ for s = sigmoid(2u).
   */
  default Tensor geluTanh() {
    return Dispatch.apply(new GeluTanh(), self());
  }

  /** ln(1 + eˣ), without overflow. dy/dx = sigmoid(x). */
  default Tensor softplus() {
    return Dispatch.apply(new Softplus(), self());
  }

  /**
   * ln(1 + e^(beta·x))/beta, and x itself where beta·x is above the threshold: PyTorch's, whose
   * defaults are 1 and 20, while {@link #softplus()} has no threshold. dy/dx = sigmoid(beta·x), 1
   * above the threshold.
   */
  default Tensor softplus(double beta, double threshold) {
    return Dispatch.apply(new ThresholdedSoftplus(beta, threshold), self());
  }

  /** ln sigmoid(x) = −ln(1 + e⁻ˣ), accurate for every x; −∞ at −∞. dy/dx = sigmoid(−x). */
  default Tensor logSigmoid() {
    return Dispatch.apply(new LogSigmoid(), self());
  }

  /**
   * eˣ / Σ eˣ along an axis, which may be negative to count from the end; same shape and type. The
   * greatest element is subtracted first, so that nothing overflows; NaN along the axis if it holds
   * NaN or ∞, or nothing but −∞. vjp: y·(g − Σ y·g).
   *
   * @throws org.atled.core.error.TypeException if this holds no floats
   */
  default Tensor softmax(int axis) {
    return Dispatch.apply(new Softmax(self().shape().axis(axis)), self());
  }

  /**
   * ln(eˣ / Σ eˣ) along an axis, which may be negative to count from the end; same shape and type.
   * Accurate also for small probabilities, where the logarithm of {@link #softmax} would be −∞; NaN
   * as there. vjp: g − e^y·Σ g.
   *
   * @throws org.atled.core.error.TypeException if this holds no floats
   */
  default Tensor logSoftmax(int axis) {
    return Dispatch.apply(new LogSoftmax(self().shape().axis(axis)), self());
  }

  /**
   * (x − m)/√(v + ε) over the last axes: m the mean and v the variance, divided by the count (Ba,
   * Kiros and Hinton 2016); same shape and type. The variance is that of {@link Tensor#varMean},
   * which does not suffer from the rounding of the mean. With s = √(v + ε), n the result, g its
   * gradient and means over the same axes: ∂L/∂x = (g − mean(g) − n·mean(g·n))/s.
   *
   * @param axes how many of the last: PyTorch's {@code normalized_shape} has that rank
   * @param epsilon what keeps the divisor from 0, usually 1e-5
   * @throws org.atled.core.error.ShapeException if there are not so many axes, or none is asked for
   * @throws org.atled.core.error.TypeException if this holds no floats
   */
  default Tensor layerNorm(int axes, double epsilon) {
    return Dispatch.apply(new LayerNorm(axes, epsilon), self());
  }

  /**
   * As {@link #layerNorm(int, double)} over as many of the last axes as the weight has, whose sizes
   * are theirs, and then times the weight. With g the gradient of the result, ∂L/∂x is as there
   * with g·weight for g; ∂L/∂weight = Σ g·n over the other axes.
   *
   * @throws org.atled.core.error.ShapeException if the sizes differ, or the weight has rank 0
   * @throws org.atled.core.error.TypeException if this holds no floats, or the types differ
   */
  default Tensor layerNorm(Tensor weight, double epsilon) {
    return Dispatch.apply(new LayerNorm(weight.shape().rank(), epsilon), self(), weight);
  }

  /**
   * As {@link #layerNorm(Tensor, double)}, and then plus a bias of the weight's shape: ∂L/∂bias = Σ
   * g over the other axes.
   *
   * @throws org.atled.core.error.ShapeException if the sizes differ, or the weight has rank 0
   * @throws org.atled.core.error.TypeException if this holds no floats, or the types differ
   */
  default Tensor layerNorm(Tensor weight, Tensor bias, double epsilon) {
    return Dispatch.apply(new LayerNorm(weight.shape().rank(), epsilon), self(), weight, bias);
  }
}
