package org.atled.core.tensor;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.random.RandomDraw;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.RandomKernel;

/** Random tensors. The same seed gives the same numbers, whatever computes them. */
public final class Sample {
  private Sample() {}

  /** Uniform in [0, 1), float32. */
  public static Tensor uniform(Seed seed, long... sizes) {
    return draw(RandomKernel.Draw.UNIFORM, seed, new TensorType(DType.FLOAT32, Shape.of(sizes)));
  }

  /** Uniform in [0, 1), of a float type. */
  public static Tensor uniform(Seed seed, TensorType type) {
    return draw(RandomKernel.Draw.UNIFORM, seed, type);
  }

  /** Standard normal, float32. */
  public static Tensor normal(Seed seed, long... sizes) {
    return draw(RandomKernel.Draw.NORMAL, seed, new TensorType(DType.FLOAT32, Shape.of(sizes)));
  }

  /** Standard normal, of a float type. */
  public static Tensor normal(Seed seed, TensorType type) {
    return draw(RandomKernel.Draw.NORMAL, seed, type);
  }

  /**
   * Uniform in [low, high), of a float type; rounding to it may give high.
   *
   * @throws ArgumentException if the bounds are not finite and ascending
   */
  public static Tensor uniform(Seed seed, double low, double high, TensorType type) {
    if (!(low <= high && Double.isFinite(high - low))) {
      throw new ArgumentException(
          "uniform: the bounds are %s and %s but must be finite, the lower one first."
              .formatted(low, high));
    }
    return uniform(seed, type).mul(high - low).add(low);
  }

  /** N(mean, deviation²), of a float type. */
  public static Tensor normal(Seed seed, double mean, double deviation, TensorType type) {
    return normal(seed, type).mul(deviation).add(mean);
  }

  /**
   * N(mean, deviation²) given that it is from {@code from} to {@code to}; of any float type,
   * computed in float64.
   *
   * @throws ArgumentException if the bounds do not ascend, or the deviation is not positive
   */
  public static Tensor truncatedNormal(
      Seed seed, double mean, double deviation, double from, double to, TensorType type) {
    if (!(from < to && deviation > 0 && Double.isFinite(mean) && Double.isFinite(deviation))) {
      throw new ArgumentException(
          ("truncatedNormal: takes a finite mean, a positive deviation and bounds that ascend, not"
                  + " mean %s, deviation %s, from %s to %s.")
              .formatted(mean, deviation, from, to));
    }
    double low = (from - mean) / deviation;
    double high = (to - mean) / deviation;
    return each(
        seed,
        type,
        draws -> Math.clamp(mean + deviation * draws.truncatedNormal(low, high), from, to));
  }

  /**
   * Exponential with a rate, the inverse of the mean; of a float type, computed in float64.
   *
   * @throws ArgumentException if the rate is not positive
   */
  public static Tensor exponential(Seed seed, double rate, TensorType type) {
    if (!(rate > 0)) {
      throw new ArgumentException("exponential: the rate is " + rate + " but must be positive.");
    }
    Tensor u = uniform(seed, new TensorType(DType.FLOAT64, type.shape()));
    return u.neg().log1p().neg().div(rate).to(type.dtype());
  }

  /**
   * Gamma-distributed, of density x^(shape−1)·e^(−rate·x) up to a factor; of a float type, computed
   * in float64.
   *
   * @throws ArgumentException if shape or rate are not positive and finite
   */
  public static Tensor gamma(Seed seed, double shape, double rate, TensorType type) {
    if (!(shape > 0 && rate > 0 && Double.isFinite(shape) && Double.isFinite(rate))) {
      throw new ArgumentException(
          "gamma: the shape is %s and the rate %s but must be positive and finite."
              .formatted(shape, rate));
    }
    return each(seed, type, draws -> draws.gamma(shape) / rate);
  }

  /** Each element from a stream of its own. */
  private static Tensor each(Seed seed, TensorType type, ToDoubleFunction<Draws> f) {
    double[] numbers = new double[type.shape().elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = f.applyAsDouble(seed.at(i).draws());
    }
    return Tensor.of(numbers, type.shape()).to(type.dtype());
  }

  /**
   * Int64 numbers, uniform from {@code low} to {@code high} − 1.
   *
   * @throws ArgumentException if there are none, or more than 2⁵³
   */
  public static Tensor randint(Seed seed, long low, long high, long... sizes) {
    if (low >= high || high - low <= 0 || high - low > 1L << 53) {
      throw new ArgumentException(
          "randint: there must be from 1 to 2⁵³ numbers from %d to below %d.".formatted(low, high));
    }
    Tensor u = uniform(seed, new TensorType(DType.FLOAT64, Shape.of(sizes)));
    return u.mul((double) (high - low)).floor().to(DType.INT64).add(low);
  }

  /**
   * For each row of logits along the last axis, which is removed, a class with the probabilities of
   * their softmax: int64, the greatest of x − ln(−ln u) (Gumbel 1954). A logit of −∞ is never drawn
   * beside others.
   *
   * @throws ShapeException if there is no class
   * @throws TypeException if they are no floats
   */
  public static Tensor categorical(Seed seed, Tensor logits) {
    if (!logits.dtype().isFloating()) {
      throw new TypeException(
          "categorical: takes floats as logits, not " + logits.type() + "; convert with to(…).");
    }
    Tensor u = uniform(seed, new TensorType(DType.FLOAT64, logits.shape()));
    return logits.detach().to(DType.FLOAT64).sub(u.log().neg().log()).argmax(-1);
  }

  /**
   * Indices in proportion to weights, which need not add up to 1: [n] → [count], [rows, n] → [rows,
   * count], int64. PyTorch's {@code multinomial}.
   *
   * @param replacement whether an index may be drawn again; without, it is drawn by weights divided
   *     by exponential numbers, the greatest first (Efraimidis and Spirakis 2006)
   * @throws ArgumentException if a weight is negative or not finite, a row has none above 0, or
   *     without replacement fewer than are to be drawn
   * @throws ShapeException if the rank is not 1 or 2
   */
  public static Tensor multinomial(Seed seed, Tensor weights, int count, boolean replacement) {
    Shape shape = weights.shape();
    if (shape.rank() != 1 && shape.rank() != 2) {
      throw new ShapeException(
          "multinomial: takes weights [n] or [rows, n], not " + weights.type() + ".");
    }
    weights.read("multinomial");
    Tensor w = weights.detach().to(DType.FLOAT64);
    if (!isProportion(w)) {
      throw new ArgumentException(
          "multinomial: the weights must be finite and not negative, and one in each row above 0.");
    }
    if (count < 0 || !replacement && w.gt(0).sum(-1).lt(count).any().item() != 0) {
      throw new ArgumentException(
          "multinomial: %d cannot be drawn%s."
              .formatted(
                  count, count < 0 ? "" : " without replacement where fewer weights are above 0"));
    }
    Shape drawn = shape.with(-1, replacement ? count : shape.size(-1));
    Tensor u = uniform(seed, new TensorType(DType.FLOAT64, drawn));
    if (!replacement) {
      return w.div(u.log().neg()).topK(count, -1).indices();
    }
    Tensor sums = w.cumSum(-1);
    return sums.searchSorted(u.mul(sums.slice(-1, -1, shape.size(-1))), true);
  }

  private static boolean isProportion(Tensor weights) {
    Tensor sums = weights.sum(-1);
    return weights.ge(0).all().item() != 0
        && sums.gt(0).all().item() != 0
        && sums.lt(Double.POSITIVE_INFINITY).all().item() != 0;
  }

  /**
   * True with a probability of its own for each element: of the shape of the probabilities. One
   * below 0 counts as 0, one above 1 as 1.
   *
   * @throws TypeException if they are no floats
   */
  public static Tensor bernoulli(Seed seed, Tensor probabilities) {
    if (!probabilities.dtype().isFloating()) {
      throw new TypeException(
          "bernoulli: takes floats as probabilities, not " + probabilities.type() + ".");
    }
    return uniform(seed, new TensorType(DType.FLOAT64, probabilities.shape())).lt(probabilities);
  }

  /**
   * True with a probability.
   *
   * @throws ArgumentException if it is no probability
   */
  public static Tensor bernoulli(Seed seed, double probability, long... sizes) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ArgumentException(
          "bernoulli: the probability is " + probability + " but must be from 0 to 1.");
    }
    return uniform(seed, sizes).lt(probability);
  }

  /** The int64 numbers 0 … count − 1 in random order. */
  public static Tensor permutation(Seed seed, int count) {
    return Tensor.of(seed.draws().permutation(count)).to(DType.INT64);
  }

  /**
   * Uniform draws inside a network, new ones at each step.
   *
   * @param step an int64 of rank 0, read when the operation runs
   * @param examples for each entry of the leading axis the number of the example in its data set,
   *     so that its draws do not depend on the batch it is in
   */
  public static Tensor uniform(
      Seed place, Tensor step, Optional<Tensor> examples, TensorType type) {
    return draw(RandomKernel.Draw.UNIFORM, place, step, examples, type);
  }

  /**
   * Standard normal draws inside a network; as {@link #uniform(Seed, Tensor, Optional,
   * TensorType)}.
   */
  public static Tensor normal(Seed place, Tensor step, Optional<Tensor> examples, TensorType type) {
    return draw(RandomKernel.Draw.NORMAL, place, step, examples, type);
  }

  private static Tensor draw(
      RandomKernel.Draw kind, Seed place, Tensor step, Optional<Tensor> examples, TensorType type) {
    RandomDraw draw = new RandomDraw(kind, place.key(), type);
    return examples
        .map(rows -> Dispatch.apply(draw, step, rows))
        .orElseGet(() -> Dispatch.apply(draw, step));
  }

  private static Tensor draw(RandomKernel.Draw draw, Seed seed, TensorType type) {
    return Dispatch.apply(new RandomDraw(draw, seed.key(), type), Tensor.of(0L));
  }
}
