package org.atled.generative;

import java.util.Optional;
import org.atled.core.error.ArgumentException;

/**
 * What is to be made. What is left empty is the model's to choose; what a model has no use for it
 * refuses.
 *
 * @param count how many examples, at least 1
 * @param label of which class all are, from 0
 * @param guidance how strongly they are pushed towards their class: 0 ignores it, 1 takes it as
 *     learned, more is clearer and less varied; left out, {@link Diffusion#GUIDANCE}
 * @param steps of the way from noise to example
 * @param eta how much new noise each step adds, from 0, none, to 1, as much as in training
 */
public record Wish(
    int count,
    Optional<Integer> label,
    Optional<Double> guidance,
    Optional<Integer> steps,
    Optional<Double> eta) {
  public Wish {
    if (count < 1) {
      throw new ArgumentException(
          "The count of examples to make is %d but must be at least 1.".formatted(count));
    }
    if (guidance.isPresent() && !(guidance.get() >= 0 && Double.isFinite(guidance.get()))) {
      throw new ArgumentException(
          "The guidance is %s but must be at least 0: 1 is as learned, 2 is clearer."
              .formatted(guidance.get()));
    }
    if (steps.isPresent() && steps.get() < 1) {
      throw new ArgumentException(
          "The steps are %d but must be at least 1, such as 50.".formatted(steps.get()));
    }
    if (eta.isPresent() && !(eta.get() >= 0 && eta.get() <= 1)) {
      throw new ArgumentException(
          "The noise of steps, eta, is %s but must be from 0 to 1.".formatted(eta.get()));
    }
  }

  /** So many examples, the rest as the model usually does. */
  public static Wish of(int count) {
    return new Wish(count, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Wish ofClass(int number) {
    return new Wish(count, Optional.of(number), guidance, steps, eta);
  }

  public Wish guided(double strength) {
    return new Wish(count, label, Optional.of(strength), steps, eta);
  }

  public Wish inSteps(int number) {
    return new Wish(count, label, guidance, Optional.of(number), eta);
  }

  public Wish withNoise(double share) {
    return new Wish(count, label, guidance, steps, Optional.of(share));
  }
}
