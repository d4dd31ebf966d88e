package org.atled.nn.init;

import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * What a parameter starts with: a function of its place, its shape and a seed. Weights are [out,
 * in, …]; with r the product of the sizes after the first two, fan-in is in·r and fan-out is out·r.
 */
@FunctionalInterface
public interface Initializer {
  /** The numbers for the parameter at a place. */
  Tensor draw(Seed place, TensorType type);

  static Initializer zeros() {
    return constant(0);
  }

  static Initializer ones() {
    return constant(1);
  }

  static Initializer constant(double value) {
    return (place, type) -> Tensor.full(type, value);
  }

  /** Uniform in [from, to). */
  static Initializer uniform(double from, double to) {
    return (place, type) -> Sample.uniform(place, type).mul(to - from).add(from);
  }

  static Initializer normal(double mean, double deviation) {
    return (place, type) -> Sample.normal(place, type).mul(deviation).add(mean);
  }

  /** U(−a, a) with a = gain·√(6/(fanIn + fanOut)): Glorot and Bengio 2010, eq. 16. */
  static Initializer xavierUniform(double gain) {
    return (place, type) -> symmetric(place, type, gain * Math.sqrt(6 / fans(type.shape())));
  }

  /** N(0, gain²·2/(fanIn + fanOut)): Glorot and Bengio 2010, eq. 12. */
  static Initializer xavierNormal(double gain) {
    return (place, type) ->
        Sample.normal(place, type).mul(gain * Math.sqrt(2 / fans(type.shape())));
  }

  /** U(−a, a) with a = gain·√(3/fanIn); gain √2 for ReLU: He et al. 2015, eq. 10. */
  static Initializer heUniform(double gain) {
    return (place, type) -> symmetric(place, type, gain * Math.sqrt(3 / fanIn(type.shape())));
  }

  /** N(0, gain²/fanIn); gain √2 for ReLU: He et al. 2015, eq. 10. */
  static Initializer heNormal(double gain) {
    return (place, type) -> Sample.normal(place, type).mul(gain / Math.sqrt(fanIn(type.shape())));
  }

  /** PyTorch's default for weights: {@link #heUniform} with gain √(1/3), which is U(±1/√fanIn). */
  static Initializer standard() {
    return heUniform(Math.sqrt(1.0 / 3));
  }

  private static Tensor symmetric(Seed place, TensorType type, double a) {
    return uniform(-a, a).draw(place, type);
  }

  private static double fanIn(Shape shape) {
    return weight(shape).size(1) * receptive(shape);
  }

  private static double fans(Shape shape) {
    return (weight(shape).size(0) + shape.size(1)) * receptive(shape);
  }

  private static double receptive(Shape shape) {
    return shape.slice(2, shape.rank()).elements();
  }

  private static Shape weight(Shape shape) {
    if (shape.rank() < 2) {
      throw new ShapeException(
          "Xavier and He initialisation need a weight [out, in, …] to count its inputs, not "
              + shape
              + "; use zeros, uniform or normal.");
    }
    return shape;
  }
}
