package org.atled.core.tensor;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.op.random.RandomDraw;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Kernel;

/** Random tensors. The same seed gives the same numbers, whatever computes them. */
public final class Sample {
  private Sample() {}

  /** Uniform in [0, 1), float32. */
  public static Tensor uniform(Seed seed, long... sizes) {
    return draw(Kernel.Draw.UNIFORM, seed, new TensorType(DType.FLOAT32, Shape.of(sizes)));
  }

  /** Uniform in [0, 1), of a float type. */
  public static Tensor uniform(Seed seed, TensorType type) {
    return draw(Kernel.Draw.UNIFORM, seed, type);
  }

  /** Standard normal, float32. */
  public static Tensor normal(Seed seed, long... sizes) {
    return draw(Kernel.Draw.NORMAL, seed, new TensorType(DType.FLOAT32, Shape.of(sizes)));
  }

  /** Standard normal, of a float type. */
  public static Tensor normal(Seed seed, TensorType type) {
    return draw(Kernel.Draw.NORMAL, seed, type);
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
    RandomDraw draw = new RandomDraw(Kernel.Draw.UNIFORM, place.key(), type);
    return examples
        .map(rows -> Dispatch.apply(draw, step, rows))
        .orElseGet(() -> Dispatch.apply(draw, step));
  }

  private static Tensor draw(Kernel.Draw draw, Seed seed, TensorType type) {
    return Dispatch.apply(new RandomDraw(draw, seed.key(), type), Tensor.of(0L));
  }
}
