package org.atled.core.op.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.atled.core.error.AtledException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * The numbers of classes that scores [batch, classes, …], or [classes], are compared with, [batch,
 * …] or a scalar.
 *
 * @param axis that of the classes
 * @param classes the numbers, of those ignored 0
 * @param kept where none is ignored; empty if all count
 * @param weight by class; empty for ones
 */
record Labels(int axis, Tensor classes, Optional<Tensor> kept, Optional<Tensor> weight) {
  /** The numbers as they were given, checked where they are used. */
  static Labels of(Tensor scores, Tensor classes, Optional<Tensor> weight, OptionalLong ignored) {
    int axis = axis(scores);
    Optional<Tensor> kept =
        ignored.isPresent() ? Optional.of(classes.ne(ignored.getAsLong())) : Optional.empty();
    Tensor safe = kept.map(k -> k.where(classes, 0L)).orElse(classes);
    return new Labels(axis, safe, kept, weight.map(w -> byClass(w, scores, axis)));
  }

  /** The axis of the classes: the second, or the only one. */
  static int axis(Tensor scores) {
    return Math.min(1, scores.shape().rank() - 1);
  }

  /** Whether these are numbers of classes for such scores, by their shape. */
  static boolean fit(Tensor scores, Tensor classes) {
    return scores.shape().rank() > 0
        && scores.shape().reduce(new int[] {axis(scores)}, false).equals(classes.shape());
  }

  /** Class weights in the scores' type. */
  static Tensor byClass(Tensor weight, Tensor scores, int axis) {
    long count = scores.shape().size(axis);
    if (weight.shape().rank() != 1 || weight.shape().size(0) != count) {
      throw new ShapeException(
          "the weights are "
              + weight.shape()
              + " but there are "
              + count
              + " classes (scores "
              + scores.shape()
              + "); give one a class.");
    }
    return weight.to(scores.dtype());
  }

  /** Class weights along the axis of the classes, to be multiplied with scores. */
  static Tensor along(Tensor weight, Tensor scores, int axis) {
    long[] sizes = new long[scores.shape().rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = weight.shape().size(0);
    return weight.reshape(sizes);
  }

  /** −w[class]·score[class]; 0 where ignored. */
  Tensor negative(Tensor scores) {
    return negativeOf(scores.gather(axis, classes.unsqueeze(axis)));
  }

  /** The same of the scores that were picked. */
  Tensor negativeOf(Tensor scores) {
    Tensor picked = scores.squeeze(axis).neg();
    return counted(weight.isPresent() ? picked.mul(weights()) : picked);
  }

  /** −Σ w·score over all classes; 0 where ignored. */
  Tensor negativeSum(Tensor scores) {
    Tensor weighed = weight.map(w -> scores.mul(along(w, scores, axis))).orElse(scores);
    return counted(weighed.sum(axis).neg());
  }

  /** The losses reduced; the mean is over the weights of those that count. */
  Tensor reduce(Tensor losses, Reduction reduction) {
    if (reduction != Reduction.MEAN || (weight.isEmpty() && kept.isEmpty())) {
      return reduction.of(losses);
    }
    Tensor each = weight.isPresent() ? counted(weights()) : kept.orElseThrow();
    return Reduction.meanOf(losses, each.to(losses.dtype().computing()).sum());
  }

  private Tensor counted(Tensor each) {
    return kept.map(k -> k.where(each, 0.0)).orElse(each);
  }

  private Tensor weights() {
    Tensor w = weight.orElseThrow();
    return w.gather(0, classes.reshape(-1)).reshape(classes.shape());
  }

  /** The operand after scores and target, if there is one. */
  static Optional<Tensor> weight(List<Tensor> inputs) {
    return inputs.size() > 2 ? Optional.of(inputs.get(2)) : Optional.empty();
  }

  /** What a computation gives, or why a class cannot be picked, in the words of those who label. */
  static Tensor explained(
      Tensor target, long classes, OptionalLong ignored, Supplier<Tensor> losses) {
    try {
      return losses.get();
    } catch (AtledException e) {
      Targets.checkLabels(target, classes, ignored);
      throw e;
    }
  }
}
