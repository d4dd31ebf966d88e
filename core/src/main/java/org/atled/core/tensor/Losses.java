package org.atled.core.tensor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.atled.core.op.loss.BinaryCrossEntropy;
import org.atled.core.op.loss.BinaryCrossEntropyWithLogits;
import org.atled.core.op.loss.CrossEntropy;
import org.atled.core.op.loss.CtcLoss;
import org.atled.core.op.loss.DiceLoss;
import org.atled.core.op.loss.GaussianNllLoss;
import org.atled.core.op.loss.HuberLoss;
import org.atled.core.op.loss.KlDiv;
import org.atled.core.op.loss.L1Loss;
import org.atled.core.op.loss.MseLoss;
import org.atled.core.op.loss.NllLoss;
import org.atled.core.op.loss.PoissonNllLoss;
import org.atled.core.op.loss.SigmoidFocalLoss;
import org.atled.core.op.loss.SmoothL1Loss;

/**
 * How far outputs are from targets, by distances and by likelihoods. A {@link Reduction} says what
 * becomes of the losses of single elements or examples; with the mean over nothing it is NaN.
 * Outputs are floats, targets take their type, and where both must have one shape nothing is
 * broadcast, which would hide a mistake.
 *
 * <p>All of them throw {@link org.atled.core.error.ShapeException} if shapes do not fit, naming
 * both, and {@link org.atled.core.error.TypeException} if this holds no floats.
 */
public sealed interface Losses permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The mean of {@link #crossEntropy(Tensor, Optional, OptionalLong, double, Reduction)} without
   * weights and smoothing: with n classes given, ∂L/∂z = (softmax(z) − 1 at the class) / n.
   */
  default Tensor crossEntropy(Tensor target) {
    return crossEntropy(target, Optional.empty(), OptionalLong.empty(), 0, Reduction.MEAN);
  }

  /**
   * −w[class]·ln softmax(z)[class] of these logits z [batch, classes, …] and classes [batch, …],
   * int64 or int32, counted from 0; or of logits [classes] and a scalar. The logarithms are those
   * of {@link Tensor#logSoftmax}, finite for all finite logits. The mean is over the weights of the
   * classes that count.
   *
   * <p>Or −Σ w·t·ln softmax(z) over the classes, of probabilities t in the shape of the logits; the
   * mean is over the examples, whatever their weights.
   *
   * @param weight w, one for each class; empty for ones
   * @param ignored a number in place of a class, whose loss is 0 and does not count in the mean.
   *     PyTorch ignores −100 without being told
   * @param labelSmoothing a part ε of each target, from 0 to 1, which is spread over all classes:
   *     t·(1 − ε) + ε / classes
   * @throws org.atled.core.error.ArgumentException if a class has no logit, naming the first
   */
  default Tensor crossEntropy(
      Tensor target,
      Optional<Tensor> weight,
      OptionalLong ignored,
      double labelSmoothing,
      Reduction reduction) {
    return Dispatch.apply(
        new CrossEntropy(ignored, labelSmoothing, reduction),
        with(self(), target, List.of(weight)));
  }

  /** The mean of {@link #nllLoss(Tensor, Optional, OptionalLong, Reduction)} without weights. */
  default Tensor nllLoss(Tensor classes) {
    return nllLoss(classes, Optional.empty(), OptionalLong.empty(), Reduction.MEAN);
  }

  /**
   * −w[class]·x[class] of these logarithms of probabilities x [batch, classes, …] and classes
   * [batch, …], with weights and ignored classes as in {@link #crossEntropy(Tensor, Optional,
   * OptionalLong, double, Reduction)}.
   *
   * @throws org.atled.core.error.ArgumentException if a class does not exist, naming the first
   */
  default Tensor nllLoss(
      Tensor classes, Optional<Tensor> weight, OptionalLong ignored, Reduction reduction) {
    return Dispatch.apply(new NllLoss(ignored, reduction), with(self(), classes, List.of(weight)));
  }

  /** mean((y − t)²): ∂L/∂y = 2·(y − t) / n for n elements, ∂L/∂t = −∂L/∂y. */
  default Tensor mseLoss(Tensor target) {
    return mseLoss(target, Reduction.MEAN);
  }

  /** (y − t)² of this y and a target t of the same shape. */
  default Tensor mseLoss(Tensor target, Reduction reduction) {
    return Dispatch.apply(new MseLoss(reduction), self(), target);
  }

  /** |y − t| of this y and a target t of the same shape; the slope is 0 where they are equal. */
  default Tensor l1Loss(Tensor target, Reduction reduction) {
    return Dispatch.apply(new L1Loss(reduction), self(), target);
  }

  /**
   * d²/2 where d = |y − t| is less than δ, else δ·(d − δ/2) (Huber 1964).
   *
   * @param delta δ, above 0; PyTorch's is 1
   */
  default Tensor huberLoss(Tensor target, double delta, Reduction reduction) {
    return Dispatch.apply(new HuberLoss(delta, reduction), self(), target);
  }

  /**
   * d²/2β where d = |y − t| is less than β, else d − β/2 (Girshick 2015).
   *
   * @param beta β, at least 0; PyTorch's is 1. For 0 it is {@link #l1Loss} with its slope, 0 where
   *     they are equal; PyTorch's is −1 there
   */
  default Tensor smoothL1Loss(Tensor target, double beta, Reduction reduction) {
    return Dispatch.apply(new SmoothL1Loss(beta, reduction), self(), target);
  }

  /**
   * w·(−t·ln p − (1 − t)·ln(1 − p)) of these probabilities p and targets t of their shape, each
   * logarithm at least −100. As in PyTorch ∂L/∂p = (p − t) / max(p·(1 − p), 10⁻¹²). Logits are
   * better given to {@link #binaryCrossEntropyWithLogits(Tensor)}, which loses nothing.
   *
   * @param weight w, which broadcasts to the losses; empty for ones
   * @throws org.atled.core.error.ArgumentException if a probability is not from 0 to 1, naming the
   *     first; a plan, which does not look at numbers, gives NaN
   */
  default Tensor binaryCrossEntropy(Tensor target, Optional<Tensor> weight, Reduction reduction) {
    return Dispatch.apply(new BinaryCrossEntropy(reduction), with(self(), target, List.of(weight)));
  }

  /**
   * The mean of {@link #binaryCrossEntropyWithLogits(Tensor, Optional, Optional, Reduction)}
   * without weights: ∂L/∂z = (σ(z) − t) / n for n elements, ∂L/∂t = −z / n.
   */
  default Tensor binaryCrossEntropyWithLogits(Tensor target) {
    return binaryCrossEntropyWithLogits(target, Optional.empty(), Optional.empty(), Reduction.MEAN);
  }

  /**
   * The logistic loss w·(−q·t·ln σ(z) − (1 − t)·ln(1 − σ(z))) of these logits z and targets t in
   * [0, 1], computed with softplus, which neither overflows nor takes the logarithm of 0: −ln σ(z)
   * = softplus(−z). Both terms are at least 0, so that a small loss is not the difference of two
   * large numbers.
   *
   * @param target of the shape of the logits; or the numbers of two classes, int64 or int32
   *     [batch], for logits [batch, 1] of class 1 against class 0
   * @param weight w, which broadcasts to the losses; empty for ones
   * @param positiveWeight q, which broadcasts to the losses: above 1 it is for recall, below for
   *     precision; empty for ones
   * @throws org.atled.core.error.ArgumentException if the number of a class is neither 0 nor 1
   */
  default Tensor binaryCrossEntropyWithLogits(
      Tensor target,
      Optional<Tensor> weight,
      Optional<Tensor> positiveWeight,
      Reduction reduction) {
    return Dispatch.apply(
        new BinaryCrossEntropyWithLogits(weight.isPresent(), positiveWeight.isPresent(), reduction),
        with(self(), target, List.of(weight, positiveWeight)));
  }

  /**
   * The divergence of Kullback and Leibler, t·(ln t − x), of these logarithms of probabilities x
   * from targets t of their shape; 0·ln 0 is 0. The divergence of distributions in rows is {@link
   * Reduction#BATCH_MEAN}; {@link Reduction#MEAN} divides by the number of elements.
   *
   * @param logTarget whether the targets are logarithms too: e^t·(t − x)
   */
  default Tensor klDiv(Tensor target, boolean logTarget, Reduction reduction) {
    return Dispatch.apply(new KlDiv(logTarget, reduction), self(), target);
  }

  /**
   * The negative logarithm of the likelihood that a Poisson variable of this rate is t: e^x − t·x.
   *
   * @param logInput whether this is the logarithm x of the rate; else it is x − t·ln(x + ε)
   * @param full whether Stirling's t·ln t − t + ln(2πt)/2, for ln t!, is added where t is above 1
   * @param eps ε; PyTorch's is 1e-8
   */
  default Tensor poissonNllLoss(
      Tensor target, boolean logInput, boolean full, double eps, Reduction reduction) {
    return Dispatch.apply(new PoissonNllLoss(logInput, full, eps, reduction), self(), target);
  }

  /**
   * The negative logarithm of the likelihood of t under a normal distribution with this mean y and
   * a variance v: (ln v + (y − t)²/v) / 2 (Nix and Weigend 1994).
   *
   * @param variance v, of the shape of the means, or one for all along the last axis; where it is
   *     less than ε it is taken for ε, which the gradient takes no notice of
   * @param full whether the constant ln(2π)/2 is added
   * @param eps ε, above 0; PyTorch's is 1e-6
   * @throws org.atled.core.error.ArgumentException if a variance is below 0, naming the first
   */
  default Tensor gaussianNllLoss(
      Tensor target, Tensor variance, boolean full, double eps, Reduction reduction) {
    return Dispatch.apply(new GaussianNllLoss(full, eps, reduction), self(), target, variance);
  }

  /**
   * The focal loss a·(1 − p)^γ·(−ln p) of these logits x and targets t, 0 or 1, of their shape: p =
   * σ(x) and a = α where t = 1, 1 − σ(x) and 1 − α where t = 0 (Lin et al. 2017). What is learned
   * already counts less. torchvision's {@code sigmoid_focal_loss}, whose sum is not reduced.
   *
   * @param alpha α, 0.25 in the paper; a negative one means a = 1
   * @param gamma γ, at least 0; 2 in the paper
   */
  default Tensor sigmoidFocalLoss(Tensor target, double alpha, double gamma, Reduction reduction) {
    return Dispatch.apply(new SigmoidFocalLoss(alpha, gamma, reduction), self(), target);
  }

  /**
   * 1 − (2·Σ p·t + s) / (Σ p + Σ t + s) of these probabilities p [batch, channels, …] and targets t
   * of their shape, for each example and channel: how little two regions overlap (Milletari et al.
   * 2016).
   *
   * @param smooth s, which makes two empty regions equal; 1e-5 is usual
   */
  default Tensor diceLoss(Tensor target, double smooth, Reduction reduction) {
    return Dispatch.apply(new DiceLoss(smooth, reduction), self(), target);
  }

  /**
   * −ln of the probability that these logarithms of probabilities [steps, batch, classes] give to
   * sequences of labels, wherever they stand: each for one or more steps, with blanks between them
   * (connectionist temporal classification, Graves et al. 2006). The mean divides each loss by its
   * number of labels first. The gradient is that by the logarithms themselves; PyTorch's is that by
   * logits, which is the same after {@link Tensor#logSoftmax}. Of labels that do not fit it is 0.
   *
   * @param labels [batch, longest], int64 or int32; what lies behind a length does not matter
   * @param steps how many steps belong to each, [batch]
   * @param lengths how many labels each has, [batch]
   * @param blank the class that stands for no label; PyTorch's is 0
   * @param zeroInfinity whether the loss is 0 where the labels do not fit in their steps, not ∞
   * @throws org.atled.core.error.ArgumentException if a label does not exist, or a length does not
   *     fit
   */
  default Tensor ctcLoss(
      Tensor labels,
      Tensor steps,
      Tensor lengths,
      long blank,
      boolean zeroInfinity,
      Reduction reduction) {
    return Dispatch.apply(
        new CtcLoss(blank, zeroInfinity, reduction), self(), labels, steps, lengths);
  }

  /** The operands, with those that are there. */
  private static Tensor[] with(Tensor x, Tensor target, List<Optional<Tensor>> more) {
    return Stream.concat(Stream.of(x, target), more.stream().flatMap(Optional::stream))
        .toArray(Tensor[]::new);
  }
}
