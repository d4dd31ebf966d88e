package org.atled.core.tensor;

import java.util.Optional;
import org.atled.core.op.loss.CosineEmbeddingLoss;
import org.atled.core.op.loss.CosineSimilarity;
import org.atled.core.op.loss.HingeEmbeddingLoss;
import org.atled.core.op.loss.MarginRankingLoss;
import org.atled.core.op.loss.MultiMarginLoss;
import org.atled.core.op.loss.MultilabelMarginLoss;
import org.atled.core.op.loss.MultilabelSoftMarginLoss;
import org.atled.core.op.loss.PairwiseDistance;
import org.atled.core.op.loss.SoftMarginLoss;
import org.atled.core.op.loss.TripletMarginLoss;

/**
 * Losses that are 0 once a margin is kept, and the distances that some are made of. Where {@code
 * max(0, ·)} is at its kink, each has the slope that PyTorch gives it: 0 in the multi-class ones, 1
 * elsewhere. Errors are those of {@link Losses}.
 */
public sealed interface MarginLosses permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * x·y / (max(‖x‖, ε)·max(‖y‖, ε)) along an axis, which is removed, after broadcasting. The
   * gradient takes no notice of the limit.
   *
   * @param eps ε; PyTorch's is 1e-8
   */
  default Tensor cosineSimilarity(Tensor other, int axis, double eps) {
    return Dispatch.apply(new CosineSimilarity(axis, eps), self(), other);
  }

  /**
   * (Σ |x − y + ε|^p)^(1/p) over the last axis, which is removed, after broadcasting; the greatest
   * difference for p = ∞. Its slope is 0 where it is 0.
   *
   * @param p above 0; PyTorch's is 2
   * @param eps ε; PyTorch's is 1e-6
   */
  default Tensor pairwiseDistance(Tensor other, double p, double eps) {
    return Dispatch.apply(new PairwiseDistance(p, eps, false), self(), other);
  }

  /** As {@link #pairwiseDistance(Tensor, double, double)}; the last axis stays, with size 1. */
  default Tensor pairwiseDistance(Tensor other, double p, double eps, boolean keepAxis) {
    return Dispatch.apply(new PairwiseDistance(p, eps, keepAxis), self(), other);
  }

  /**
   * x where t = 1, max(0, margin − x) where t = −1: these distances x of pairs that belong together
   * or do not.
   *
   * @param margin PyTorch's is 1
   * @throws org.atled.core.error.ArgumentException if a target is neither 1 nor −1
   */
  default Tensor hingeEmbeddingLoss(Tensor target, double margin, Reduction reduction) {
    return Dispatch.apply(new HingeEmbeddingLoss(margin, reduction), self(), target);
  }

  /**
   * max(0, margin − t·(x − y)) of this x and another y: t is 1 where x should be the greater, −1
   * where y should, all of one shape.
   *
   * @param margin PyTorch's is 0
   */
  default Tensor marginRankingLoss(
      Tensor other, Tensor target, double margin, Reduction reduction) {
    return Dispatch.apply(new MarginRankingLoss(margin, reduction), self(), other, target);
  }

  /** ln(1 + e^(−t·x)) of this x and targets t of its shape, 1 or −1; it does not overflow. */
  default Tensor softMarginLoss(Tensor target, Reduction reduction) {
    return Dispatch.apply(new SoftMarginLoss(reduction), self(), target);
  }

  /**
   * Σ w[class]·max(0, margin − x[class] + x[c])^p / classes over all other classes c, of these
   * scores x [batch, classes] and classes [batch].
   *
   * @param p 1, as PyTorch's, or 2
   * @param margin PyTorch's is 1
   * @param weight w, one for each class; empty for ones
   * @throws org.atled.core.error.ArgumentException if a class does not exist, naming the first
   */
  default Tensor multiMarginLoss(
      Tensor classes, int p, double margin, Optional<Tensor> weight, Reduction reduction) {
    MultiMarginLoss op = new MultiMarginLoss(p, margin, reduction);
    return weight
        .map(w -> Dispatch.apply(op, self(), classes, w))
        .orElseGet(() -> Dispatch.apply(op, self(), classes));
  }

  /**
   * Σ max(0, 1 − x[t] + x[c]) / classes over the classes t that apply to an example and the others
   * c, of these scores x [batch, classes].
   *
   * @param classes those that apply to each example, of the shape of the scores: what comes after
   *     the first −1 of a row does not count
   * @throws org.atled.core.error.ArgumentException if a class does not exist, naming the first
   */
  default Tensor multilabelMarginLoss(Tensor classes, Reduction reduction) {
    return Dispatch.apply(new MultilabelMarginLoss(reduction), self(), classes);
  }

  /**
   * The mean over the last axis of w·(−t·ln σ(x) − (1 − t)·ln(1 − σ(x))) of these logits x [..,
   * classes] and targets t of their shape.
   *
   * @param weight w, which broadcasts to the logits; empty for ones
   */
  default Tensor multilabelSoftMarginLoss(
      Tensor target, Optional<Tensor> weight, Reduction reduction) {
    MultilabelSoftMarginLoss op = new MultilabelSoftMarginLoss(reduction);
    return weight
        .map(w -> Dispatch.apply(op, self(), target, w))
        .orElseGet(() -> Dispatch.apply(op, self(), target));
  }

  /**
   * 1 − cos(x, y) where t = 1, max(0, cos(x, y) − margin) where t = −1, of these embeddings x and
   * others y [batch, size] and targets t [batch]; or of two vectors and a scalar.
   *
   * @param margin PyTorch's is 0
   * @throws org.atled.core.error.ArgumentException if a target is neither 1 nor −1
   */
  default Tensor cosineEmbeddingLoss(
      Tensor other, Tensor target, double margin, Reduction reduction) {
    return Dispatch.apply(new CosineEmbeddingLoss(margin, reduction), self(), other, target);
  }

  /**
   * max(0, d(a, p) − d(a, n) + margin) of these anchors a, positives p and negatives n, all [batch,
   * size], with d that of {@link #pairwiseDistance}.
   *
   * @param margin PyTorch's is 1
   * @param norm p of the norm; PyTorch's is 2
   * @param eps PyTorch's is 1e-6
   * @param swap whether d(p, n) takes the place of d(a, n) where it is less
   */
  default Tensor tripletMarginLoss(
      Tensor positive,
      Tensor negative,
      double margin,
      double norm,
      double eps,
      boolean swap,
      Reduction reduction) {
    return Dispatch.apply(
        new TripletMarginLoss(margin, norm, eps, swap, reduction), self(), positive, negative);
  }
}
