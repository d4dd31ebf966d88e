package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * A linear layer for each of k members of an ensemble, which share its matrix: yᵢ = (W·(xᵢ ∘ rᵢ)) ∘
 * sᵢ + bᵢ, so that a member has in + 2·out numbers of its own beside the in·out of all.
 * BatchEnsemble: Wen et al. 2020, "BatchEnsemble: an Alternative Approach to Efficient Ensemble and
 * Lifelong Learning", eq. 3.
 *
 * <p>[batch, k, in] → [batch, k, out]; the first such layer of a network takes [batch, in], the
 * same for all members. W is [out, in], r [k, in], s and b [k, out].
 */
public final class EnsembleLinear extends Layer {
  /**
   * What a layer is made from.
   *
   * @param in size of the last axis of the input
   * @param out size of the last axis of the output
   * @param members k
   * @param scaleInit the start of r; s starts with ones, W and b as those of {@link Linear}
   */
  public record Config(long in, long out, long members, Initializer scaleInit) {
    public Config {
      if (in < 1 || out < 1 || members < 1) {
        throw new ArgumentException(
            "EnsembleLinear: in, out and members must be at least 1, not %d, %d and %d."
                .formatted(in, out, members));
      }
    }

    /** With the same r for all members, ones: for all layers but the first. */
    public static Config of(long in, long out, long members) {
      return new Config(in, out, members, Initializer.ones());
    }

    public Config scaledBy(Initializer init) {
      return new Config(in, out, members, init);
    }
  }

  private final Config config;
  private final Parameter weight;
  private final Parameter r;
  private final Parameter s;
  private final Parameter bias;

  public EnsembleLinear(Config config) {
    this.config = config;
    weight = parameter("weight", type(config.out(), config.in()), Initializer.standard());
    r = parameter("r", type(config.members(), config.in()), config.scaleInit());
    s = parameter("s", type(config.members(), config.out()), Initializer.ones());
    double bound = 1 / Math.sqrt(config.in());
    bias =
        parameter("bias", type(config.members(), config.out()), Initializer.uniform(-bound, bound));
  }

  private static TensorType type(long... sizes) {
    return new TensorType(DType.FLOAT32, Shape.of(sizes));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return ofMembers(x, config.in(), config.members())
        .mul(r.value())
        .linear(weight.value())
        .mul(s.value())
        .add(bias.value());
  }

  /** Inputs [batch, k, in], or [batch, 1, in] where all members have the same. */
  static Tensor ofMembers(Tensor x, long in, long members) {
    Shape shape = x.shape();
    boolean isOfMembers = shape.rank() == 3 && shape.size(1) == members;
    if (!(shape.rank() == 2 || isOfMembers) || shape.size(-1) != in) {
      throw new ShapeException(
          "the input is %s but must be [batch, %d], the same for all members, or [batch, %d, %2$d]."
              .formatted(shape, in, members));
    }
    return isOfMembers ? x : x.unsqueeze(1);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "EnsembleLinear(%d, %d, %d members)"
        .formatted(config.in(), config.out(), config.members());
  }
}
