package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * max(0, d(a, p) − d(a, n) + margin) of p-norms d of differences: see {@link
 * Tensor#tripletMarginLoss}.
 *
 * @param margin by how much the negative should be further away
 * @param p of the norm
 * @param eps added to differences
 * @param swap whether d(p, n) takes the place of d(a, n) where it is less
 */
public record TripletMarginLoss(
    double margin, double p, double eps, boolean swap, Reduction reduction) {
  /** PyTorch's defaults: margin 1, p 2, eps 1e-6, not swap, the mean. */
  public TripletMarginLoss() {
    this(1, 2, 1e-6, false, Reduction.MEAN);
  }

  public TripletMarginLoss margin(double other) {
    return new TripletMarginLoss(other, p, eps, swap, reduction);
  }

  public TripletMarginLoss p(double other) {
    return new TripletMarginLoss(margin, other, eps, swap, reduction);
  }

  public TripletMarginLoss eps(double other) {
    return new TripletMarginLoss(margin, p, other, swap, reduction);
  }

  public TripletMarginLoss swap(boolean other) {
    return new TripletMarginLoss(margin, p, eps, other, reduction);
  }

  public TripletMarginLoss reduction(Reduction other) {
    return new TripletMarginLoss(margin, p, eps, swap, other);
  }

  /** The loss of embeddings [batch, size]. */
  public Tensor of(Tensor anchor, Tensor positive, Tensor negative) {
    return anchor.tripletMarginLoss(positive, negative, margin, p, eps, swap, reduction);
  }
}
