package org.atled.nn.init;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
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

  /** −1 or 1, as likely. */
  record Signs() implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return Sample.uniform(place, type).lt(0.5).to(type.dtype()).mul(2).sub(1);
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

  /**
   * U(−a, a) with a = gain·√(3/fan); gain √2 and fan-in for ReLU: He et al. 2015, eq. 10; PyTorch's
   * {@code kaiming_uniform_}.
   */
  record HeUniform(double gain, Fan fan) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return symmetric(place, type, gain * Math.sqrt(3 / fan.of(type.shape())));
    }
  }

  /**
   * N(0, gain²/fan); gain √2 and fan-in for ReLU: He et al. 2015, eq. 10; PyTorch's {@code
   * kaiming_normal_}.
   */
  record HeNormal(double gain, Fan fan) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return Sample.normal(place, type).mul(gain / Math.sqrt(fan.of(type.shape())));
    }
  }

  /** What keeps its variance: numbers on their way forward or gradients on their way back. */
  enum Fan {
    /** in·r: what each output adds up. */
    IN,
    /** out·r: where each input goes. */
    OUT;

    private double of(Shape shape) {
      return weight(shape).size(this == IN ? 1 : 0) * receptive(shape);
    }
  }

  /**
   * N(mean, deviation²), drawn again where it is not from {@code from} to {@code to}; PyTorch's
   * {@code trunc_normal_}.
   */
  record TruncatedNormal(double mean, double deviation, double from, double to)
      implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      return Sample.truncatedNormal(place, mean, deviation, from, to, type);
    }
  }

  /**
   * A matrix whose rows, or columns if there are fewer, are orthogonal and have the length gain;
   * axes after the first are seen as one. Gram and Schmidt's of a normal one, so that every such
   * matrix is equally likely: Saxe et al. 2014; PyTorch's {@code orthogonal_}. Takes time in
   * proportion to rows·columns·the smaller of both.
   */
  record Orthogonal(double gain) implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      Shape shape = atLeastMatrix("orthogonal", type.shape());
      int rows = (int) shape.size(0);
      int columns = rows == 0 ? 0 : shape.elements() / rows;
      TensorType matrix =
          new TensorType(DType.FLOAT64, Shape.of(Math.min(rows, columns), Math.max(rows, columns)));
      Tensor wide = GramSchmidt.rows(Sample.normal(place, matrix)).mul(gain);
      return (rows > columns ? wide.mT() : wide).reshape(shape).to(type.dtype());
    }
  }

  /**
   * A matrix [out, in] of N(0, deviation²) in which, for each input, the share {@code sparsity} of
   * the outputs, rounded up, is 0: Martens 2010; PyTorch's {@code sparse_}.
   */
  record Sparse(double sparsity, double deviation) implements Initializer {
    public Sparse {
      if (!(sparsity >= 0 && sparsity <= 1)) {
        throw new ArgumentException(
            "sparse: the sparsity is " + sparsity + " but must be from 0 to 1.");
      }
    }

    @Override
    public Tensor draw(Seed place, TensorType type) {
      Shape shape = matrix("sparse", type.shape());
      int rows = (int) shape.size(0);
      int columns = (int) shape.size(1);
      boolean[] isZero = new boolean[shape.elements()];
      for (int column = 0; column < columns; column++) {
        int[] order = place.at("zeros").at(column).draws().permutation(rows);
        for (int i = 0; i < Math.ceil(sparsity * rows); i++) {
          isZero[order[i] * columns + column] = true;
        }
      }
      return Tensor.of(isZero, shape).where(0, normal(0, deviation).draw(place, type));
    }
  }

  /** Ones on the diagonal of a matrix, else zeros; PyTorch's {@code eye_}. */
  record Identity() implements Initializer {
    @Override
    public Tensor draw(Seed place, TensorType type) {
      Shape shape = matrix("identity", type.shape());
      Tensor row = Tensor.arange((int) shape.size(0)).unsqueeze(1);
      return row.eq(Tensor.arange((int) shape.size(1))).to(type.dtype());
    }
  }

  /**
   * The kernels [out, in/groups, size…] of a convolution that passes as many channels on as they
   * are: in each group, output i has a 1 in the middle of the kernel of input i; PyTorch's {@code
   * dirac_}.
   */
  record Dirac(int groups) implements Initializer {
    public Dirac {
      if (groups < 1) {
        throw new ArgumentException(
            "dirac: there are " + groups + " groups but must be 1 or more.");
      }
    }

    @Override
    public Tensor draw(Seed place, TensorType type) {
      Shape shape = type.shape();
      if (shape.rank() < 3 || shape.size(0) % groups != 0) {
        throw new ShapeException(
            "dirac: takes kernels [out, in, size…] whose outputs %d groups share equally, not %s."
                .formatted(groups, shape));
      }
      int out = (int) shape.size(0) / groups;
      int channels = (int) Math.min(out, shape.size(1));
      float[] numbers = new float[shape.elements()];
      for (int output = 0; output < shape.size(0); output++) {
        int channel = output % out;
        if (channel < channels) {
          int at = output * (int) shape.size(1) + channel;
          for (int axis = 2; axis < shape.rank(); axis++) {
            at = at * (int) shape.size(axis) + (int) shape.size(axis) / 2;
          }
          numbers[at] = 1;
        }
      }
      return Tensor.of(numbers, shape).to(type.dtype());
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

  /** See {@link Signs}. */
  static Initializer signs() {
    return new Signs();
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

  /** See {@link HeUniform}; by fan-in. */
  static Initializer heUniform(double gain) {
    return heUniform(gain, Fan.IN);
  }

  /** See {@link HeUniform}. */
  static Initializer heUniform(double gain, Fan fan) {
    return new HeUniform(gain, fan);
  }

  /** See {@link HeNormal}; by fan-in. */
  static Initializer heNormal(double gain) {
    return heNormal(gain, Fan.IN);
  }

  /** See {@link HeNormal}. */
  static Initializer heNormal(double gain, Fan fan) {
    return new HeNormal(gain, fan);
  }

  /** U(±√(3/fanIn)), for SELU: LeCun et al. 1998, eq. 16. */
  static Initializer leCunUniform() {
    return heUniform(1);
  }

  /** N(0, 1/fanIn), for SELU: LeCun et al. 1998, eq. 16. */
  static Initializer leCunNormal() {
    return heNormal(1);
  }

  /** See {@link TruncatedNormal}; at two deviations from the mean. */
  static Initializer truncatedNormal(double mean, double deviation) {
    return truncatedNormal(mean, deviation, mean - 2 * deviation, mean + 2 * deviation);
  }

  /** See {@link TruncatedNormal}. */
  static Initializer truncatedNormal(double mean, double deviation, double from, double to) {
    return new TruncatedNormal(mean, deviation, from, to);
  }

  /** See {@link Orthogonal}. */
  static Initializer orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  /** See {@link Sparse}. */
  static Initializer sparse(double sparsity, double deviation) {
    return new Sparse(sparsity, deviation);
  }

  /** See {@link Identity}. */
  static Initializer identity() {
    return new Identity();
  }

  /** See {@link Dirac}; one group. */
  static Initializer dirac() {
    return new Dirac(1);
  }

  /** PyTorch's default for weights: {@link HeUniform} with gain √(1/3), which is U(±1/√fanIn). */
  static Initializer standard() {
    return heUniform(Math.sqrt(1.0 / 3));
  }

  private static Tensor symmetric(Seed place, TensorType type, double a) {
    return uniform(-a, a).draw(place, type);
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

  private static Shape matrix(String name, Shape shape) {
    if (shape.rank() != 2) {
      throw new ShapeException(
          name + ": takes a weight [out, in], not " + shape + "; for kernels there is dirac.");
    }
    return shape;
  }

  private static Shape atLeastMatrix(String name, Shape shape) {
    if (shape.rank() < 2) {
      throw new ShapeException(
          name + ": takes a weight [out, in, …], not " + shape + "; use uniform or normal.");
    }
    return shape;
  }
}
