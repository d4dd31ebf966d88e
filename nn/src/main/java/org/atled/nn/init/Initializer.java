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
 *
 * <p>Those here are records, which a model's description holds; one of your own may be a lambda,
 * which it cannot hold: the model is loaded with its numbers all the same.
 */
@FunctionalInterface
public interface Initializer {
  /** The numbers for the parameter at a place. */
  Tensor draw(Seed place, TensorType type);

  /** The same number everywhere. */
  record Constant(double value) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return Tensor.full(type, value);
    }
  }

  /** Uniform in [from, to). */
  record Uniform(double from, double to) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return Sample.uniform(place, type).mul(to - from).add(from);
    }
  }

  /** N(mean, deviation²). */
  record Normal(double mean, double deviation) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return Sample.normal(place, type).mul(deviation).add(mean);
    }
  }

  /** U(−a, a) with a = gain·√(6/(fanIn + fanOut)): Glorot and Bengio 2010, eq. 16. */
  record XavierUniform(double gain) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return symmetric(place, type, gain * Math.sqrt(6 / fans(type.shape())));
    }
  }

  /** N(0, gain²·2/(fanIn + fanOut)): Glorot and Bengio 2010, eq. 12. */
  record XavierNormal(double gain) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return Sample.normal(place, type).mul(gain * Math.sqrt(2 / fans(type.shape())));
    }
  }

  /** U(−a, a) with a = gain·√(3/fanIn); gain √2 for ReLU: He et al. 2015, eq. 10. */
  record HeUniform(double gain) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return symmetric(place, type, gain * Math.sqrt(3 / fanIn(type.shape())));
    }
  }

  /** N(0, gain²/fanIn); gain √2 for ReLU: He et al. 2015, eq. 10. */
  record HeNormal(double gain) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return Sample.normal(place, type).mul(gain / Math.sqrt(fanIn(type.shape())));
    }
  }

  static Initializer zeros() {
    return constant(0);
  }

  static Initializer ones() {
    return constant(1);
  }

  static Initializer constant(double value) {
    return new Constant(value);
  }

  /** See {@link Uniform}. */
  static Initializer uniform(double from, double to) {
    return new Uniform(from, to);
  }

  /** See {@link Normal}. */
  static Initializer normal(double mean, double deviation) {
    return new Normal(mean, deviation);
  }

  /** See {@link XavierUniform}. */
  static Initializer xavierUniform(double gain) {
    return new XavierUniform(gain);
  }

  /** See {@link XavierNormal}. */
  static Initializer xavierNormal(double gain) {
    return new XavierNormal(gain);
  }

  /** See {@link HeUniform}. */
  static Initializer heUniform(double gain) {
    return new HeUniform(gain);
  }

  /** See {@link HeNormal}. */
  static Initializer heNormal(double gain) {
    return new HeNormal(gain);
  }

  /** PyTorch's default for weights: {@link HeUniform} with gain √(1/3), which is U(±1/√fanIn). */
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
