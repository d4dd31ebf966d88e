package org.atled.core.tensor;

import org.atled.core.error.ArgumentException;
import org.atled.core.op.elementwise.Acos;
import org.atled.core.op.elementwise.Acosh;
import org.atled.core.op.elementwise.Asin;
import org.atled.core.op.elementwise.Asinh;
import org.atled.core.op.elementwise.Atan;
import org.atled.core.op.elementwise.Atan2;
import org.atled.core.op.elementwise.Atanh;
import org.atled.core.op.elementwise.Cosh;
import org.atled.core.op.elementwise.Erfc;
import org.atled.core.op.elementwise.Erfinv;
import org.atled.core.op.elementwise.Exp2;
import org.atled.core.op.elementwise.Hypot;
import org.atled.core.op.elementwise.Lgamma;
import org.atled.core.op.elementwise.Log10;
import org.atled.core.op.elementwise.Log2;
import org.atled.core.op.elementwise.LogAddExp;
import org.atled.core.op.elementwise.Mvlgamma;
import org.atled.core.op.elementwise.Polygamma;
import org.atled.core.op.elementwise.Pow;
import org.atled.core.op.elementwise.Reciprocal;
import org.atled.core.op.elementwise.Rsqrt;
import org.atled.core.op.elementwise.Sinh;
import org.atled.core.op.elementwise.Tan;
import org.atled.core.op.elementwise.Xlogy;

/**
 * Powers, logarithms, angles, hyperbolic and special functions, element by element. Unless said
 * otherwise integers and bools become float32, and shapes broadcast. Accuracy: at most 2 units in
 * the last place in float32, 4 in float64. Those marked † compute a float32 in float64 and round
 * once, so that nearly every float32 is the nearest one; vectors hold half as many of them.
 */
public sealed interface Functions permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * thisʸ † of the broadcast shape and the promoted type. Floats as IEEE 754's pow: x⁰ = 1 and 1ʸ =
   * 1 also for NaN, NaN where x is negative and y not whole. Integers stay integers and wrap
   * around; for a negative y they are 1 or −1 where x is, else 0. ∂z/∂x = y·x^(y − 1), 0 where y is
   * 0; ∂z/∂y = z·ln x, 0 where x is 0 and y ≥ 0.
   *
   * @throws org.atled.core.error.TypeException if both are bool
   */
  default Tensor pow(Tensor exponent) {
    return Dispatch.apply(new Pow(), self(), exponent);
  }

  /**
   * thisʸ as {@link #pow(Tensor)}, y a weak number that makes an integer or bool tensor float32. Of
   * floats x² is x·x, x^½ {@link Pointwise#sqrt}, x^−½ {@link #rsqrt} and x⁻¹ {@link #reciprocal},
   * with their derivatives.
   */
  default Tensor pow(double exponent) {
    if (self().dtype().isFloating()) {
      if (exponent == 2) {
        return self().square();
      } else if (exponent == 0.5) {
        return self().sqrt();
      } else if (exponent == -0.5) {
        return rsqrt();
      } else if (exponent == -1) {
        return reciprocal();
      }
    }
    return pow(self().weak(exponent));
  }

  /**
   * thisⁿ as {@link #pow(double)} for floats; n a weak number of this tensor's type, or int64
   * beside bools.
   *
   * @throws ArgumentException if n is negative and this holds no floats, or this type of integers
   *     cannot hold n
   */
  default Tensor pow(long exponent) {
    if (self().dtype().isFloating()) {
      return pow((double) exponent);
    }
    if (exponent < 0) {
      throw new ArgumentException(
          "pow: the exponent %d is negative but %s holds whole numbers; convert it with to(FLOAT32)."
              .formatted(exponent, self().type()));
    }
    return pow(self().weak(exponent));
  }

  /** baseˣ as {@link #pow(Tensor)}; the base is a weak number that makes integers float32. */
  static Tensor pow(double base, Tensor exponent) {
    return exponent.weak(base).pow(exponent);
  }

  /**
   * baseˣ as {@link #pow(Tensor)}; the base is a weak number of the exponent's type, or int64
   * beside bools.
   *
   * @throws ArgumentException if the exponent's type is an integer one that cannot hold the base
   */
  static Tensor pow(long base, Tensor exponent) {
    return exponent.weak(base).pow(exponent);
  }

  /** 1/√x; ∞ at 0, −∞ at −0, NaN below. dy/dx = −y³/2. */
  default Tensor rsqrt() {
    return Dispatch.apply(new Rsqrt(), self());
  }

  /** 1/x, correctly rounded; ±∞ at ±0. dy/dx = −y². */
  default Tensor reciprocal() {
    return Dispatch.apply(new Reciprocal(), self());
  }

  /** 2ˣ, exact for whole x; ∞ where it overflows, 0 at −∞. dy/dx = y·ln 2. */
  default Tensor exp2() {
    return Dispatch.apply(new Exp2(), self());
  }

  /** The logarithm to base 2, exact for powers of two; −∞ at 0, NaN below. dy/dx = 1/(x·ln 2). */
  default Tensor log2() {
    return Dispatch.apply(new Log2(), self());
  }

  /** The logarithm to base 10; −∞ at 0, NaN below. dy/dx = 1/(x·ln 10). */
  default Tensor log10() {
    return Dispatch.apply(new Log10(), self());
  }

  /**
   * ln(e^this + eᵇ) without overflow; two equal infinities give themselves. Where the result is
   * near 0 its error is small beside the greater operand, not beside itself. ∂y/∂this = σ(this −
   * b), ∂y/∂b = σ(b − this), NaN for two equal infinities.
   */
  default Tensor logAddExp(Tensor b) {
    return Dispatch.apply(new LogAddExp(), self(), b);
  }

  /**
   * this·ln y, and 0 where this is 0 unless y is NaN. ∂z/∂this = ln y, 0 where this is 0 and y ≤ 0;
   * ∂z/∂y = this/y.
   */
  default Tensor xlogy(Tensor y) {
    return Dispatch.apply(new Xlogy(), self(), y);
  }

  /** tan x †, x in radians. dy/dx = 1 + y². */
  default Tensor tan() {
    return Dispatch.apply(new Tan(), self());
  }

  /**
   * The angle † in [−π/2, π/2] whose sine is x; NaN for |x| &gt; 1. dy/dx = 1/√(1 − x²), ∞ at ±1.
   */
  default Tensor asin() {
    return Dispatch.apply(new Asin(), self());
  }

  /**
   * The angle † in [0, π] whose cosine is x; NaN for |x| &gt; 1. dy/dx = −1/√(1 − x²), −∞ at ±1.
   */
  default Tensor acos() {
    return Dispatch.apply(new Acos(), self());
  }

  /** The angle † in [−π/2, π/2] whose tangent is x. dy/dx = 1/(1 + x²). */
  default Tensor atan() {
    return Dispatch.apply(new Atan(), self());
  }

  /**
   * The angle † in [−π, π] from the positive x-axis to the point (x, this), with the sign of this;
   * −0 is a negative x, and infinities are on diagonals, as in {@code Math.atan2}. ∂z/∂this = x/(x²
   * + this²), ∂z/∂x = −this/(x² + this²): NaN at the origin.
   */
  default Tensor atan2(Tensor x) {
    return Dispatch.apply(new Atan2(), self(), x);
  }

  /** (eˣ − e⁻ˣ)/2 †, accurate near 0. dy/dx = cosh x. */
  default Tensor sinh() {
    return Dispatch.apply(new Sinh(), self());
  }

  /** (eˣ + e⁻ˣ)/2 †. dy/dx = sinh x. */
  default Tensor cosh() {
    return Dispatch.apply(new Cosh(), self());
  }

  /** The inverse of {@link #sinh} †, ln(x + √(x² + 1)). dy/dx = 1/√(x² + 1). */
  default Tensor asinh() {
    return Dispatch.apply(new Asinh(), self());
  }

  /**
   * The inverse of {@link #cosh} †, ln(x + √(x² − 1)); NaN below 1. dy/dx = 1/√(x² − 1), ∞ at 1.
   */
  default Tensor acosh() {
    return Dispatch.apply(new Acosh(), self());
  }

  /**
   * The inverse of {@link Pointwise#tanh} †, ½·ln((1 + x)/(1 − x)); ±∞ at ±1, NaN beyond. dy/dx =
   * 1/(1 − x²).
   */
  default Tensor atanh() {
    return Dispatch.apply(new Atanh(), self());
  }

  /**
   * √(this² + b²) † without overflow on the way; ∞ if either is infinite, also beside NaN. ∂z/∂this
   * = this/z, ∂z/∂b = b/z: NaN at the origin.
   */
  default Tensor hypot(Tensor b) {
    return Dispatch.apply(new Hypot(), self(), b);
  }

  /** 1 − erf x †, accurate also where that is small; 0 at ∞, 2 at −∞. dy/dx = −2/√π·e^(−x²). */
  default Tensor erfc() {
    return Dispatch.apply(new Erfc(), self());
  }

  /** The inverse of {@link Pointwise#erf} †; ±∞ at ±1, NaN beyond. dy/dx = √π/2·e^(y²). */
  default Tensor erfinv() {
    return Dispatch.apply(new Erfinv(), self());
  }

  /**
   * The logarithm of |Γ(x)| †, log (x − 1)! for whole x; ∞ at 0, the negative whole numbers, ∞ and
   * −∞. Below 0 its error is small beside log |Γ(1 − x)| + 1, not beside itself. dy/dx = {@link
   * #digamma}.
   */
  default Tensor lgamma() {
    return Dispatch.apply(new Lgamma(), self());
  }

  /**
   * The logarithm of the multivariate gamma function Γₚ †, p(p − 1)/4·ln π + Σ {@link #lgamma}(x −
   * i/2) over i from 0 to p − 1, for x &gt; (p − 1)/2: {@code torch.mvlgamma}. Below that it is the
   * same sum of logarithms of |Γ|. dy/dx = Σ {@link #digamma}(x − i/2).
   *
   * @throws ArgumentException if p is less than 1
   */
  default Tensor mvlgamma(int p) {
    return Dispatch.apply(new Mvlgamma(p), self());
  }

  /**
   * ψ(x) †, the derivative of {@link #lgamma}; −∞ at 0, ∞ at −0, NaN at the negative whole numbers
   * and −∞. Below 0 its error is small beside |ψ(1 − x)| + 1, not beside itself. dy/dx = ψ′(x), the
   * {@link #polygamma} of order 1.
   */
  default Tensor digamma() {
    return Dispatch.apply(new Polygamma(0), self());
  }

  /**
   * ψ⁽ⁿ⁾(x) †, the n-th derivative of {@link #digamma}, (−1)ⁿ⁺¹·n!·Σ 1/(x + i)ⁿ⁺¹ over i ≥ 0 where
   * n ≥ 1; then (−1)ⁿ⁺¹·∞ at 0 and the negative whole numbers, where PyTorch's of order 1 gives
   * great numbers, 0 at ∞, where its higher ones give NaN, and NaN at −∞. dy/dx = ψ⁽ⁿ⁺¹⁾(x). In
   * float64 the error is up to n + 3 units in the last place where x &gt; 0; below it is small
   * beside n!/fⁿ⁺¹, f the way to the next whole number.
   *
   * @throws ArgumentException if n is not 0 to 20
   */
  default Tensor polygamma(int n) {
    return Dispatch.apply(Polygamma.asked(n), self());
  }
}
