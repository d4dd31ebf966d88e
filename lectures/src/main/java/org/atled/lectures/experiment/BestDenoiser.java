package org.atled.lectures.experiment;

import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.generative.Denoiser;
import org.atled.generative.NoiseSchedule;
import org.atled.nn.Mode;

/**
 * The v that is to be expected in x_t if the data are some points and no others: no network has a
 * smaller loss on them. x is one of the points, each with the weight exp(−‖x_t − √ᾱ·xᵢ‖²/2(1 − ᾱ)),
 * so that E[v | x_t] = (√ᾱ·x_t − Σ wᵢ·xᵢ)/√(1 − ᾱ).
 */
final class BestDenoiser extends Denoiser {
  private final Tensor points;
  private final Tensor kept;

  /**
   * @param points [n, d]
   * @param steps T
   */
  BestDenoiser(Tensor points, NoiseSchedule schedule, int steps) {
    this.points = points;
    this.kept = Tensor.of(schedule.kept(steps)).to(DType.FLOAT32);
  }

  @Override
  protected Tensor velocity(Tensor x, Tensor steps, Tensor labels, Mode mode) {
    Tensor share = kept.take(steps).unsqueeze(1);
    Tensor lost = share.neg().add(1.0);
    Tensor means = points.unsqueeze(0).mul(share.sqrt().unsqueeze(2)); // [batch, n, d]
    Tensor squares = x.unsqueeze(1).sub(means).square().sum(2);
    Tensor weights = squares.div(lost.mul(-2.0)).softmax(1);
    return x.mul(share.sqrt()).sub(weights.matmul(points)).div(lost.sqrt());
  }
}
