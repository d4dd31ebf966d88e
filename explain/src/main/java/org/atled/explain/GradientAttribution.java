package org.atled.explain;

import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;

/**
 * What each number of an input does to a score, by the score's gradient. A score is a function from
 * a batch [n, …] to a number for each example, [n], such as the logit of a class; an example's must
 * depend on it alone, so that the gradient of their sum is that of each. Results have the shape of
 * the batch.
 */
public final class GradientAttribution {
  private GradientAttribution() {}

  /** ∂f/∂x: how fast the score changes with each number. */
  public static Tensor gradient(UnaryOperator<Tensor> score, Tensor x) {
    Tensor asked = x.detach().requiresGrad();
    Tensor scores = scores(score, asked);
    return Autograd.gradients(scores.sum(), Autograd.Independent.ZEROS, asked).of(asked);
  }

  /** |∂f/∂x|: Simonyan, Vedaldi and Zisserman 2013, section 3. */
  public static Tensor saliency(UnaryOperator<Tensor> score, Tensor x) {
    return gradient(score, x).abs();
  }

  /**
   * x ∘ ∂f/∂x: Shrikumar, Greenside and Kundaje 2017, section 2. Of a function that is linear
   * without a constant, the parts of the score.
   */
  public static Tensor inputTimesGradient(UnaryOperator<Tensor> score, Tensor x) {
    return gradient(score, x).mul(x.detach());
  }

  /**
   * The mean of ∂f/∂x at x + σ·ε, ε ~ N(0, I): Smilkov et al. 2017.
   *
   * @param samples how many are averaged, at least 1; each for the whole batch
   * @param deviation σ, at least 0
   */
  public static Tensor smoothGrad(
      UnaryOperator<Tensor> score, Tensor x, int samples, double deviation, Seed seed) {
    if (samples < 1 || !(deviation >= 0 && Double.isFinite(deviation))) {
      throw new ArgumentException(
          "smoothGrad: takes at least 1 sample and a deviation of at least 0, not %d and %s."
              .formatted(samples, deviation));
    }
    Tensor sum = x.detach().zerosLike();
    for (int i = 0; i < samples; i++) {
      Tensor noise = Sample.normal(seed.at(i), x.type()).mul(deviation);
      sum = sum.add(gradient(score, x.detach().add(noise)));
    }
    return sum.div(samples);
  }

  /** The scores, held to one for each example. */
  static Tensor scores(UnaryOperator<Tensor> score, Tensor batch) {
    Tensor scores = score.apply(batch);
    Shape wanted = Shape.of(batch.shape().size(0));
    if (!scores.shape().equals(wanted)) {
      throw new ShapeException(
          "The score gives %s for a batch %s, but one number for each example, %s, is meant."
              .formatted(scores.shape(), batch.shape(), wanted));
    }
    return scores;
  }
}
