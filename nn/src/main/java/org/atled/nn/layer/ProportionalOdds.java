package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * Ordered classes 0 … K − 1 by one score s and K − 1 thresholds θ that rise and are learned: P(y >
 * k) = σ(s − θₖ), so that a greater score means a greater class. The proportional odds model,
 * McCullagh 1980, as the last layer of a network that learns by cross-entropy. [batch, .., 1] →
 * [batch, .., K], the logarithms of the probabilities, which are their own log-softmax:
 *
 * <ul>
 *   <li>ln P(y = 0) = ln σ(θ₀ − s)
 *   <li>ln P(y = k) = ln σ(s − θₖ₋₁) + ln σ(θₖ − s) + ln σ(10·wₖ₋₁)
 *   <li>ln P(y = K − 1) = ln σ(s − θ_K₋₂)
 * </ul>
 *
 * Thresholds are θ₀ = 10·bias and θₖ = θₖ₋₁ + softplus(10·wₖ₋₁), which keeps them in order; since 1
 * − exp(−softplus(a)) = σ(a), no logarithm is taken of a difference of two numbers that are nearly
 * the same. The tens are for optimizers whose steps are of one size, such as Adam's: the score
 * moves by as many weights as the layer before has, and a threshold by one.
 */
public final class ProportionalOdds extends Layer {
  /**
   * What a layer is made from.
   *
   * @param classes K, at least 3: two are told apart by a logit alone
   */
  public record Config(int classes) {
    public Config {
      if (classes < 3) {
        throw new ArgumentException(
            "ProportionalOdds: there are %d classes but must be at least 3; of two the score itself is the logit."
                .formatted(classes));
      }
    }
  }

  /** How far a threshold moves for a step of its parameter. */
  private static final double UNIT = 10;

  private final Config config;
  private final Parameter bias;
  private final Parameter weight;

  public ProportionalOdds(int classes) {
    this(new Config(classes));
  }

  public ProportionalOdds(Config config) {
    this.config = config;
    int classes = config.classes();
    // Even steps from the odds of one class against all others to those of all others against one.
    double reach = StrictMath.log(classes - 1.0);
    double gap = 2 * reach / (classes - 2);
    bias =
        parameter(
            "bias",
            new TensorType(DType.FLOAT32, Shape.of(1)),
            new Initializer.Constant(-reach / UNIT));
    weight =
        parameter(
            "weight",
            new TensorType(DType.FLOAT32, Shape.of(classes - 2)),
            new Initializer.Constant(StrictMath.log(StrictMath.expm1(gap)) / UNIT));
  }

  /** A tenth of the first threshold θ₀, [1], as it is learned and saved. */
  public Parameter bias() {
    settle();
    return bias;
  }

  /** w, a tenth of what the steps between thresholds are the softplus of, [K − 2]. */
  public Parameter weight() {
    settle();
    return weight;
  }

  /** The thresholds θ between neighbouring classes, ascending, [K − 1]. */
  public Tensor thresholds() {
    return thresholds(DType.FLOAT32);
  }

  private Tensor thresholds(DType type) {
    Tensor lowest = bias().value().to(type).mul(UNIT);
    Tensor steps = weight().value().to(type).mul(UNIT).softplus().cumSum(0);
    return Structure.concat(0, lowest, lowest.add(steps));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    if (x.shape().rank() < 2 || x.shape().size(-1) != 1) {
      throw new ShapeException(
          "ProportionalOdds: takes one score for each example, [batch, 1], not %s."
              .formatted(x.shape()));
    }
    int last = config.classes() - 1;
    Tensor over = x.sub(thresholds(x.dtype()));
    Tensor above = over.neg().softplus().neg();
    Tensor below = over.softplus().neg();
    return Structure.concat(
        -1,
        below.slice(-1, 0, 1),
        above
            .slice(-1, 0, last - 1)
            .add(below.slice(-1, 1, last))
            .sub(weight.value().to(x.dtype()).mul(-UNIT).softplus()),
        above.slice(-1, last - 1, last));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "ProportionalOdds(" + config.classes() + ")";
  }
}
