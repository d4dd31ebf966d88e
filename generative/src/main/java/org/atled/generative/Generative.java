package org.atled.generative;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/** A module that makes examples like those it learned from, out of noise. */
public interface Generative {
  /** The shape of one example. */
  Shape example();

  /** How many classes an example can be asked to be of; 0 if it knows none. */
  default int classes() {
    return 0;
  }

  /**
   * Makes examples. The same wish and seed give the same ones; example i does not depend on how
   * many there are.
   *
   * @return [count, …], on the scale of the data: pixels from 0 to 1
   * @throws ArgumentException if it cannot do as is wished
   */
  Tensor generate(Wish wish, Seed seed);

  /**
   * Which class each example is to be of: that of the wish, else every class in turn.
   *
   * @return int64 [count], or nothing if the model knows no classes
   */
  default Optional<Tensor> asked(Wish wish) {
    return classes() == 0 ? Optional.empty() : Optional.of(asked(wish, classes(), 0, wish.count()));
  }

  /**
   * The same of some of the examples.
   *
   * @param classes how many the model knows, at least 1
   */
  static Tensor asked(Wish wish, int classes, int from, int to) {
    long[] labels = new long[to - from];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = wish.label().orElse((from + i) % classes);
    }
    return Tensor.of(labels);
  }

  /**
   * Refuses what a model has no use for that makes an example in one go and of no class.
   *
   * @throws ArgumentException naming it
   */
  static void refuse(Wish wish, String model) {
    if (wish.label().isPresent() || wish.guidance().isPresent()) {
      throw new ArgumentException(
          "%s was not told classes in training, so that %s cannot be asked of it; leave it out, or train a diffusion model on data with classes."
              .formatted(model, wish.label().isPresent() ? "a class" : "guidance to one"));
    }
    refuseSteps(wish, model);
  }

  /**
   * Refuses what a model has no use for that makes an example in one go.
   *
   * @throws ArgumentException naming it
   */
  static void refuseSteps(Wish wish, String model) {
    if (wish.steps().isPresent() || wish.eta().isPresent()) {
      throw new ArgumentException(
          "%s makes an example in one step, so that there are no %s to choose; leave them out, or train a diffusion model."
              .formatted(model, wish.steps().isPresent() ? "steps" : "random steps"));
    }
  }

  /**
   * Refuses a class that there is not.
   *
   * @param classes how many the model knows
   * @throws ArgumentException naming both
   */
  static void requireClass(Wish wish, int classes) {
    int label = wish.label().orElse(0);
    if (label < 0 || label >= Math.max(1, classes)) {
      throw new ArgumentException(
          "There is no class %d; the model knows %d, numbered from 0.".formatted(label, classes));
    }
  }
}
