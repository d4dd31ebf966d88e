package org.atled.nn.loss;

import java.util.Optional;
import java.util.OptionalLong;
import org.atled.core.tensor.Tensor;

/** How far outputs are from targets: one number to train by. */
@FunctionalInterface
public interface Loss {
  /**
   * The loss: of rank 0, unless a {@link org.atled.core.tensor.Reduction} keeps those of elements.
   *
   * @param output what the network gave, [batch, …]
   * @param target what it should have given
   */
  Tensor of(Tensor output, Tensor target);

  /**
   * The same loss as a sum, and what its mean divides the sum by: what gradients that are gathered
   * over several batches need, to be those of all of them together. Empty where a loss is no mean.
   */
  default Optional<Total> total(Tensor output, Tensor target) {
    return Optional.empty();
  }

  /**
   * The same loss as one for each example, [batch], whose mean is the mean over the batch where
   * classes have no weights: what it takes for examples not to count the same. Empty where a loss
   * is no mean over examples, as where some are ignored.
   */
  default Optional<Tensor> each(Tensor output, Tensor target) {
    return Optional.empty();
  }

  /**
   * Losses of elements [batch, …] as means over each example.
   *
   * @param losses of rank 1 at least
   */
  static Tensor meansOfExamples(Tensor losses) {
    return losses.shape().rank() == 1 ? losses : losses.flatten(1).mean(1);
  }

  /**
   * A sum of losses.
   *
   * @param sum of rank 0
   * @param count what the mean divides it by, of rank 0: how many there are, or their weights
   */
  record Total(Tensor sum, Tensor count) {
    /** Of losses that all count the same, one for each element of the target. */
    static Total ofElements(Tensor sum, Tensor target) {
      return new Total(sum, Tensor.of((double) target.shape().elements()).to(sum.dtype()));
    }

    /** Of losses of classes, weighted by class, of which one may not count. */
    static Total ofClasses(
        Tensor sum, Tensor target, Optional<Tensor> weight, OptionalLong ignored) {
      if (weight.isEmpty() && ignored.isEmpty()) {
        return ofElements(sum, target);
      }
      Tensor counts =
          ignored.isPresent()
              ? target.ne(ignored.getAsLong()).to(sum.dtype())
              : target.mul(0).add(1).to(sum.dtype());
      Tensor known = ignored.isPresent() ? target.mul(counts.to(target.dtype())) : target;
      return new Total(sum, weight.map(w -> w.take(known).mul(counts)).orElse(counts).sum());
    }
  }
}
