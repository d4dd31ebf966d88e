package org.atled.lectures.layer;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Matrix;

/**
 * y = γ ⊙ x̂ + β with x̂ = (x − μ)/√(v + ε), where μ is the mean of an example's d elements and v
 * the mean of their squared deviations: Ba, Kiros and Hinton, "Layer normalization", 2016. γ and β
 * are one number each, or one for each element.
 */
public final class LayerNorm implements Layer {
  /** What is added to the variance, unless said otherwise; PyTorch's. */
  public static final double EPSILON = 1e-5;

  private final Matrix gamma;
  private final Matrix beta;
  private final double epsilon;
  private final Kept<Matrix> normalised = new Kept<>("LayerNorm");
  private final Kept<Matrix> deviation = new Kept<>("LayerNorm");

  /**
   * @param gamma [1, 1] or [1, d]
   * @param beta as gamma
   * @param epsilon ε, at least 0
   */
  public LayerNorm(Matrix gamma, Matrix beta, double epsilon) {
    this.gamma = gamma;
    this.beta = beta;
    this.epsilon = epsilon;
  }

  /** γ = 1 and β = 0, one number each for all elements. */
  public static LayerNorm ofScalars(DType dtype) {
    return ofVectors(dtype, 1);
  }

  /** γ = 1 and β = 0, one number for each of d elements. */
  public static LayerNorm ofVectors(DType dtype, int d) {
    Matrix zero = Matrix.zeros(dtype, 1, d);
    return new LayerNorm(zero.map(unused -> 1), zero, EPSILON);
  }

  @Override
  public Matrix forward(Matrix x) {
    Matrix centred = x.minus(meanOfColumns(x)); // x − μ
    Matrix variance = meanOfColumns(centred.hadamard(centred)); // v
    Matrix s = deviation.keep(variance.map(v -> Math.sqrt(v + epsilon))); // √(v + ε)
    Matrix hat = normalised.keep(centred.zip(s, (c, root) -> c / root)); // x̂
    return hat.hadamard(gamma).plus(beta);
  }

  /**
   * With ĝ = g ⊙ γ = ∂L/∂x̂: ∂L/∂x = (ĝ − mean(ĝ) − x̂ ⊙ mean(ĝ ⊙ x̂))/√(v + ε), means over the
   * elements of an example. The two means are what flows back through μ and through v.
   */
  @Override
  public Gradients backward(Matrix g) {
    Matrix hat = normalised.get();
    Matrix gHat = g.hadamard(gamma);
    Matrix throughMean = meanOfColumns(gHat);
    Matrix throughVariance = hat.hadamard(meanOfColumns(gHat.hadamard(hat)));
    Matrix dx =
        gHat.minus(throughMean).minus(throughVariance).zip(deviation.get(), (d, root) -> d / root);
    Matrix dGamma = g.hadamard(hat).sumOfRows(); // ∂L/∂γ = Σ over the examples of g ⊙ x̂
    Matrix dBeta = g.sumOfRows(); // ∂L/∂β = Σ over the examples of g
    return new Gradients(dx, List.of(asGamma(dGamma), asGamma(dBeta)));
  }

  @Override
  public List<Matrix> parameters() {
    return List.of(gamma, beta);
  }

  /**
   * ∂yᵢ/∂xⱼ = γᵢ (δᵢⱼ − 1/d − x̂ᵢ x̂ⱼ/d)/√(v + ε); ∂yᵢ/∂γⱼ = x̂ᵢ and ∂yᵢ/∂βⱼ = 1 for i = j, or for
   * the one number there is.
   */
  @Override
  public Jacobians jacobians(Matrix x) {
    forward(x);
    Matrix hat = normalised.get();
    double root = deviation.get().get(0, 0);
    int d = x.columns();
    Matrix byX = x.zeros(d, d);
    Matrix byGamma = x.zeros(d, gamma.columns());
    Matrix byBeta = x.zeros(d, gamma.columns());
    for (int i = 0; i < d; i++) {
      int own = gamma.columns() == 1 ? 0 : i;
      for (int j = 0; j < d; j++) {
        double one = i == j ? 1 : 0;
        double inner = one - 1.0 / d - hat.get(0, i) * hat.get(0, j) / d;
        byX.set(i, j, gamma.get(0, own) * inner / root);
      }
      byGamma.set(i, own, hat.get(0, i));
      byBeta.set(i, own, 1);
    }
    return new Jacobians(byX, List.of(byGamma, byBeta));
  }

  private static Matrix meanOfColumns(Matrix x) {
    return x.sumOfColumns().dividedBy(x.columns());
  }

  /** A scalar takes part in every element, so that their gradients add up. */
  private Matrix asGamma(Matrix sums) {
    return gamma.columns() == 1 ? sums.sumOfColumns() : sums;
  }
}
