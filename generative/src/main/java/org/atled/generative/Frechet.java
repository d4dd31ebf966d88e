package org.atled.generative;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.linalg.Linalg;

/**
 * How far two sets of examples lie apart, by the mean μ and the covariance Σ of features of them:
 *
 * <p>d² = ‖μ − μ′‖² + tr(Σ + Σ′ − 2·(Σ·Σ′)^½)
 *
 * <p>which is the squared Wasserstein distance of normal distributions with these (Dowson and
 * Landau 1982; Heusel et al. 2017, eq. 6). Σ·Σ′ is not symmetric; the trace of its root is that of
 * (Σ^½·Σ′·Σ^½)^½, which is, so that its eigenvalues are real. Numbers are only comparable between
 * the same features and about as many examples: of few the covariance is a guess, and d² too large.
 */
public final class Frechet {
  private Frechet() {}

  /**
   * d².
   *
   * @param made features [n, f], n at least 2
   * @param real [m, f], m at least 2
   * @throws ArgumentException if there are fewer, of other numbers of features, or one that is not
   *     finite
   */
  public static double distance(Tensor made, Tensor real) {
    check(made.shape(), real.shape());
    Moments first = Moments.of(made, "made");
    Moments second = Moments.of(real, "real");
    Tensor root = root(first.covariance());
    Tensor product = root.matmul(second.covariance()).matmul(root);
    double apart = first.mean().sub(second.mean()).square().sum().item();
    double trace = trace(first.covariance()) + trace(second.covariance());
    // Below 0 by rounding alone, as is a distance of a set to itself.
    double common = Linalg.eigvalsh(symmetric(product)).clampMin(0.0).sqrt().sum().item();
    return Math.max(0, apart + trace - 2 * common);
  }

  /** Mean [f] and covariance [f, f], with n − 1 as a divisor. */
  private record Moments(Tensor mean, Tensor covariance) {
    static Moments of(Tensor features, String which) {
      Tensor x = features.detach().to(DType.FLOAT64);
      if (!Double.isFinite(x.abs().max().item())) {
        throw new ArgumentException(
            "Frechet: a feature of the %s examples is not finite; see whether the model, or the classifier, has lost its way in training."
                .formatted(which));
      }
      Tensor mean = x.mean(0);
      Tensor centred = x.sub(mean);
      double divisor = x.shape().size(0) - 1.0;
      return new Moments(mean, symmetric(centred.mT().matmul(centred).div(divisor)));
    }
  }

  private static void check(Shape made, Shape real) {
    if (made.rank() != 2
        || real.rank() != 2
        || made.size(1) != real.size(1)
        || made.size(0) < 2
        || real.size(0) < 2) {
      throw new ArgumentException(
          "Frechet: takes features of at least 2 examples each, [n, f] and [m, f], not %s and %s."
              .formatted(made, real));
    }
  }

  /** V·diag(√λ)·Vᵀ. */
  private static Tensor root(Tensor covariance) {
    Linalg.Eigh parts = Linalg.eigh(covariance);
    Tensor roots = parts.values().clampMin(0.0).sqrt();
    return parts.vectors().mul(roots).matmul(parts.vectors().mT());
  }

  private static Tensor symmetric(Tensor a) {
    return a.add(a.mT()).mul(0.5);
  }

  private static double trace(Tensor a) {
    return a.diagonal().sum().item();
  }
}
