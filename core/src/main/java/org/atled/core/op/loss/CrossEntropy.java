package org.atled.core.op.loss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.nn.LogSoftmaxAt;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.RowProgram;
import org.atled.core.tensor.Tensor;

/**
 * −w[class]·ln softmax(z)[class] of logits [batch, classes, …] and classes [batch, …], or −Σ w·t·ln
 * softmax(z) of probabilities t; a part ε of the target is spread over the classes.
 *
 * @param ignored a class that does not count
 * @param labelSmoothing ε (Szegedy et al. 2016, section 7)
 */
public record CrossEntropy(OptionalLong ignored, double labelSmoothing, Reduction reduction)
    implements Composite {
  public CrossEntropy {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new ArgumentException(
          "crossEntropy: labelSmoothing must be from 0 to 1, not " + labelSmoothing + ".");
    }
  }

  @Override
  public Operands operands() {
    return Operands.between(2, 3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor logits = inputs.get(0);
    Tensor target = inputs.get(1);
    Optional<Tensor> weight = Labels.weight(inputs);
    if (target.dtype().isFloating() && target.shape().equals(logits.shape())) {
      return ofProbabilities(logits, target, weight);
    }
    if (!Labels.fit(logits, target)) {
      throw new ShapeException(
          "the logits are "
              + logits.shape()
              + " but the classes are "
              + target.shape()
              + "; they must be [batch, classes, …] and [batch, …].");
    }
    if (!Targets.areLabels(target)) {
      throw new TypeException(
          "the target is "
              + target.type()
              + " but must hold the numbers of classes, int64 or int32, or probabilities of the"
              + " logits' shape "
              + logits.shape()
              + ".");
    }
    Labels labels = Labels.of(logits, target, weight, ignored);
    return Labels.explained(
        target,
        logits.shape().size(labels.axis()),
        ignored,
        () -> RowProgram.of(logits.type(), () -> List.of(ofLabels(logits, labels))).getFirst());
  }

  private Tensor ofLabels(Tensor logits, Labels labels) {
    int axis = labels.axis();
    if (labelSmoothing > 0) {
      Tensor logarithms = logits.logSoftmax(axis);
      double share = labelSmoothing / logits.shape().size(axis);
      Tensor losses = labels.negative(logarithms).mul(1 - labelSmoothing);
      return labels.reduce(losses.add(labels.negativeSum(logarithms).mul(share)), reduction);
    }
    Tensor picked = LogSoftmaxAt.of(logits, axis, labels.classes().unsqueeze(axis));
    if (labels.weight().isEmpty() && labels.kept().isEmpty() && reduction == Reduction.MEAN) {
      // In this order a sum of rows is negated, not every row.
      return picked.mean().neg();
    }
    return labels.reduce(labels.negativeOf(picked), reduction);
  }

  /** The mean is over the examples, whatever their weights: so PyTorch. */
  private Tensor ofProbabilities(Tensor logits, Tensor target, Optional<Tensor> weight) {
    if (ignored.isPresent()) {
      throw new ArgumentException(
          "class "
              + ignored.getAsLong()
              + " is to be ignored, but the target "
              + target.type()
              + " holds probabilities; give numbers of classes, or ignore none.");
    }
    int axis = Labels.axis(logits);
    Tensor t = target.to(logits.dtype());
    if (labelSmoothing > 0) {
      t = t.mul(1 - labelSmoothing).add(labelSmoothing / logits.shape().size(axis));
    }
    Tensor terms = logits.logSoftmax(axis).mul(t);
    if (weight.isPresent()) {
      Tensor byClass = Labels.byClass(weight.get(), logits, axis);
      terms = terms.mul(Labels.along(byClass, logits, axis));
    }
    return reduction.of(terms.sum(axis).neg());
  }
}
