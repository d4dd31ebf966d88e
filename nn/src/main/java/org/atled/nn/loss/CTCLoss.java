package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * −ln of the probability of sequences of labels, wherever they stand in more steps: see {@link
 * Tensor#ctcLoss}.
 *
 * @param blank the class that stands for no label
 * @param zeroInfinity whether the loss of labels that do not fit in their steps is 0, not ∞
 */
public record CTCLoss(long blank, boolean zeroInfinity, Reduction reduction) {
  /** PyTorch's defaults: blank 0, not zeroInfinity, the mean. */
  public CTCLoss() {
    this(0, false, Reduction.MEAN);
  }

  public CTCLoss blank(long other) {
    return new CTCLoss(other, zeroInfinity, reduction);
  }

  public CTCLoss zeroInfinity(boolean other) {
    return new CTCLoss(blank, other, reduction);
  }

  public CTCLoss reduction(Reduction other) {
    return new CTCLoss(blank, zeroInfinity, other);
  }

  /**
   * The loss.
   *
   * @param output logarithms of probabilities [steps, batch, classes]
   * @param target labels [batch, longest]
   * @param outputLengths how many steps belong to each, [batch]
   * @param targetLengths how many labels each has, [batch]
   */
  public Tensor of(Tensor output, Tensor target, Tensor outputLengths, Tensor targetLengths) {
    return output.ctcLoss(target, outputLengths, targetLengths, blank, zeroInfinity, reduction);
  }
}
