package org.atled.core.tensor;

import org.atled.core.op.elementwise.Celu;
import org.atled.core.op.elementwise.Elu;
import org.atled.core.op.elementwise.HardSigmoid;
import org.atled.core.op.elementwise.HardSwish;
import org.atled.core.op.elementwise.Hardshrink;
import org.atled.core.op.elementwise.Hardtanh;
import org.atled.core.op.elementwise.LeakyRelu;
import org.atled.core.op.elementwise.Mish;
import org.atled.core.op.elementwise.Relu;
import org.atled.core.op.elementwise.Relu6;
import org.atled.core.op.elementwise.Selu;
import org.atled.core.op.elementwise.Silu;
import org.atled.core.op.elementwise.Softshrink;
import org.atled.core.op.elementwise.Softsign;
import org.atled.core.op.elementwise.Tanhshrink;
import org.atled.core.op.elementwise.Threshold;
import org.atled.core.op.nn.Glu;
import org.atled.core.op.nn.LocalResponseNorm;
import org.atled.core.op.nn.Prelu;

/**
 * Activation functions, element by element unless said otherwise. Integers and bools become
 * float32, and NaN stays NaN. Sigmoid, tanh and softplus are among the {@link Pointwise} functions.
 */
public sealed interface Nonlinearities permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * max(x, 0), NaN for NaN. Integers stay integers; bool is an error. dy/dx = 1 for x &gt; 0, else
   * 0, also at the kink.
   */
  default Tensor relu() {
    return Dispatch.apply(new Relu(), self());
  }

  /**
   * x where positive, slope·x elsewhere: Maas, Hannun and Ng 2013. dy/dx = 1 for x &gt; 0, else
   * slope, also at the kink.
   */
  default Tensor leakyRelu(double slope) {
    return Dispatch.apply(new LeakyRelu(slope), self());
  }

  /** min(max(x, 0), 6): Krizhevsky 2010. dy/dx = 1 inside, 0 outside and at the bounds. */
  default Tensor relu6() {
    return Dispatch.apply(new Relu6(), self());
  }

  /**
   * x where positive, weight·x elsewhere: He et al. 2015. dy/dx = 1 for x &gt; 0, else the weight,
   * also at the kink; dy/dweight = x where it counts, summed.
   *
   * @param weight one number, or one for each place along axis 1, the channels
   * @throws org.atled.core.error.ShapeException if it is neither
   */
  default Tensor prelu(Tensor weight) {
    return Dispatch.apply(new Prelu(), self(), weight);
  }

  /**
   * x where positive, α·(eˣ − 1) elsewhere: Clevert, Unterthiner and Hochreiter 2016. dy/dx = 1 for
   * x &gt; 0, else α·eˣ, also at the kink.
   */
  default Tensor elu(double alpha) {
    return Dispatch.apply(new Elu(alpha), self());
  }

  /**
   * λ·elu(x) with α = 1.6733 and λ = 1.0507, for which mean 0 and variance 1 are passed on:
   * Klambauer et al. 2017. dy/dx = λ for x &gt; 0, else λ·α·eˣ, also at the kink.
   */
  default Tensor selu() {
    return Dispatch.apply(new Selu(), self());
  }

  /**
   * x where positive, α·(e^(x/α) − 1) elsewhere: Barron 2017. dy/dx = 1 for x &gt; 0, else e^(x/α).
   *
   * @throws org.atled.core.error.ArgumentException if α is 0
   */
  default Tensor celu(double alpha) {
    return Dispatch.apply(new Celu(alpha), self());
  }

  /**
   * x·sigmoid(x), also called swish: Elfwing, Uchibe and Doya 2017. dy/dx = s·(1 + x·(1 − s)) for s
   * = sigmoid(x).
   */
  default Tensor silu() {
    return Dispatch.apply(new Silu(), self());
  }

  /**
   * x·tanh(ln(1 + eˣ)): Misra 2019; NaN at −∞. dy/dx = t + x·(1 − t²)·sigmoid(x) for t = tanh(ln(1
   * + eˣ)).
   */
  default Tensor mish() {
    return Dispatch.apply(new Mish(), self());
  }

  /** x/(1 + |x|), from −1 to 1; NaN at ±∞. dy/dx = 1/(1 + |x|)². */
  default Tensor softsign() {
    return Dispatch.apply(new Softsign(), self());
  }

  /**
   * x between two bounds, beyond them the bound. dy/dx = 1 inside, 0 outside and at the bounds,
   * where {@link Tensor#clip} has 1.
   *
   * @throws org.atled.core.error.ArgumentException if the first is not the lesser
   */
  default Tensor hardtanh(double least, double most) {
    return Dispatch.apply(new Hardtanh(least, most), self());
  }

  /** min(max(x + 3, 0), 6)/6: Howard et al. 2019. dy/dx = 1/6 for −3 &lt; x &lt; 3, else 0. */
  default Tensor hardSigmoid() {
    return Dispatch.apply(new HardSigmoid(), self());
  }

  /**
   * x·min(max(x + 3, 0), 6)/6: Howard et al. 2019; NaN at −∞. dy/dx = x/3 + 1/2 for −3 &lt; x &lt;
   * 3, 0 below, 1 above, also at these two.
   */
  default Tensor hardSwish() {
    return Dispatch.apply(new HardSwish(), self());
  }

  /** x where above a threshold, a value elsewhere. dy/dx = 1 above, else 0. */
  default Tensor threshold(double threshold, double value) {
    return Dispatch.apply(new Threshold(threshold, value), self());
  }

  /** x where |x| &gt; λ, 0 elsewhere. dy/dx = 1 or 0 in the same way. */
  default Tensor hardshrink(double lambda) {
    return Dispatch.apply(new Hardshrink(lambda), self());
  }

  /**
   * x − λ·sign x where |x| &gt; λ, 0 elsewhere. dy/dx = 1 or 0 in the same way.
   *
   * @throws org.atled.core.error.ArgumentException if λ is negative
   */
  default Tensor softshrink(double lambda) {
    return Dispatch.apply(new Softshrink(lambda), self());
  }

  /** x − tanh x. dy/dx = tanh² x. */
  default Tensor tanhshrink() {
    return Dispatch.apply(new Tanhshrink(), self());
  }

  /**
   * a·sigmoid(b), a and b the halves of this along an axis, which may be negative to count from the
   * end: Dauphin et al. 2017.
   *
   * @throws org.atled.core.error.ShapeException if the axis has an odd size
   */
  default Tensor glu(int axis) {
    return Dispatch.apply(new Glu(self().shape().axis(axis)), self());
  }

  /**
   * x/(k + α/size·Σ x²)^β, the sum over size channels of [batch, channels, axes..] around its own,
   * of which the greater half comes before if they are even; what is outside counts as 0:
   * Krizhevsky et al. 2012, where α is not divided by the size.
   *
   * @throws org.atled.core.error.ArgumentException if the size is below 1
   * @throws org.atled.core.error.ShapeException if there are fewer than three axes
   */
  default Tensor localResponseNorm(long size, double alpha, double beta, double k) {
    return Dispatch.apply(new LocalResponseNorm(size, alpha, beta, k), self());
  }
}
