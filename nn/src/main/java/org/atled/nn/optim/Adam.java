package org.atled.nn.optim;

import java.util.List;
import java.util.SequencedMap;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;

/**
 * Adaptive moments, PyTorch's Adam: Kingma and Ba 2015. Weight decay is added to the gradient; see
 * {@link AdamW} for the other way.
 *
 * @param lr learning rate, at least 0
 * @param beta1 β₁, decay of the mean of gradients, in [0, 1)
 * @param beta2 β₂, decay of the mean of their squares, in [0, 1)
 * @param epsilon ε, added to the denominator
 * @param weightDecay λ, at least 0
 * @param amsgrad whether the greatest v so far takes the place of v: Reddi, Kale and Kumar 2018
 */
public record Adam(
    double lr, double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
    implements Rule {
  public Adam {
    Moments.hyperparameters("Adam", lr, beta1, beta2, epsilon, weightDecay);
  }

  /** Adam as it was published, without the maximum that AMSGrad keeps. */
  public Adam(double lr, double beta1, double beta2, double epsilon, double weightDecay) {
    this(lr, beta1, beta2, epsilon, weightDecay, false);
  }

  /** With PyTorch's defaults: β = (0.9, 0.999), ε = 1e-8, λ = 0. */
  public static Adam withLearningRate(double lr) {
    return new Adam(lr, 0.9, 0.999, 1e-8, 0);
  }

  public Adam weightDecay(double lambda) {
    return new Adam(lr, beta1, beta2, epsilon, lambda, amsgrad);
  }

  /** The same with AMSGrad. */
  public Adam withAmsgrad() {
    return new Adam(lr, beta1, beta2, epsilon, weightDecay, true);
  }

  @Override
  public SequencedMap<String, Double> hyperparameters() {
    return Moments.hyperparameters("Adam", lr, beta1, beta2, epsilon, weightDecay);
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
    return (amsgrad ? Moments.AMS_ADAM : Moments.ADAM).at(type);
  }
}
