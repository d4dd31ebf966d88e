package org.atled.generative;

import java.util.Optional;
import java.util.function.Function;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;

/** Draws of models that learn from noise. */
final class Noise {
  /** What is measured with is the same each time. */
  private static final Seed MEASURED = Seed.of(0).at("measured");

  private Noise() {}

  /**
   * Standard normal numbers inside a call: in training by step and example.
   *
   * @param seed of the module that draws
   */
  static Tensor normal(Mode mode, Function<Mode.Training, Seed> seed, Shape shape) {
    TensorType type = new TensorType(DType.FLOAT32, shape);
    return mode instanceof Mode.Training training
        ? Sample.normal(seed.apply(training), training.step().value(), training.examples(), type)
        : Sample.normal(MEASURED, type);
  }

  /** Numbers in [0, 1), likewise. */
  static Tensor uniform(Mode mode, Function<Mode.Training, Seed> seed, Shape shape) {
    TensorType type = new TensorType(DType.FLOAT32, shape);
    return mode instanceof Mode.Training training
        ? Sample.uniform(seed.apply(training), training.step().value(), training.examples(), type)
        : Sample.uniform(MEASURED.at("uniform"), type);
  }

  /** Standard normal numbers for examples by their numbers, from one on up to another. */
  static Tensor ofExamples(Seed seed, int from, int to, Shape each) {
    return Sample.normal(
        seed,
        Tensor.of(0L),
        Optional.of(Tensor.arange(from, to, 1L)),
        new TensorType(DType.FLOAT32, Shape.of(to - from).concat(each)));
  }
}
