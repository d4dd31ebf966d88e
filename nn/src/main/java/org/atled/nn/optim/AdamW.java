package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;

/**
 * Adaptive moments with decoupled weight decay, PyTorch's AdamW: Loshchilov and Hutter 2019,
 * algorithm 2.
 *
 * @param lr learning rate, at least 0
 * @param beta1 β₁, decay of the mean of gradients, in [0, 1)
 * @param beta2 β₂, decay of the mean of their squares, in [0, 1)
 * @param epsilon ε, added to the denominator
 * @param weightDecay λ, at least 0
 * @param amsgrad whether the greatest v so far takes the place of v: Reddi, Kale and Kumar 2018
 */
public record AdamW(
    double lr, double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
    implements Rule {
  public AdamW {
    Moments.hyperparameters("AdamW", lr, beta1, beta2, epsilon, weightDecay);
  }

  /** AdamW as it was published, without the maximum that AMSGrad keeps. */
  public AdamW(double lr, double beta1, double beta2, double epsilon, double weightDecay) {
    this(lr, beta1, beta2, epsilon, weightDecay, false);
  }

  /** With PyTorch's defaults: β = (0.9, 0.999), ε = 1e-8, λ = 0.01. */
  public static AdamW withLearningRate(double lr) {
    return new AdamW(lr, 0.9, 0.999, 1e-8, 0.01);
  }

  public AdamW weightDecay(double lambda) {
    return new AdamW(lr, beta1, beta2, epsilon, lambda, amsgrad);
  }

  /** The same with AMSGrad. */
  public AdamW withAmsgrad() {
    return new AdamW(lr, beta1, beta2, epsilon, weightDecay, true);
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return Moments.hyperparameters("AdamW", lr, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public List<String> buffers() {
    return amsgrad ? Moments.AMS_BUFFERS : Moments.BUFFERS;
  }

  @Override
  public Expression scalars(DType type) {
    return Moments.scalars(type);
  }

  @Override
  public Expression update(DType type) {
    return (amsgrad ? Moments.AMS_ADAM_W : Moments.ADAM_W).at(type);
  }
}
