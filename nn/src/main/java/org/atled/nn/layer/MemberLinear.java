package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * A linear layer of its own for each of k members of an ensemble: yᵢ = Wᵢ·xᵢ + bᵢ, [batch, k, in] →
 * [batch, k, out], or [batch, in], the same for all members; W is [k, out, in] and b [k, out], in
 * U(±1/√in). With few outputs it is the last layer of a network whose others are {@link
 * EnsembleLinear}: Gorishniy et al. 2024, "TabM: Advancing Tabular Deep Learning with
 * Parameter-Efficient Ensembling", section 3.3.
 */
public final class MemberLinear extends Layer {
  /**
   * What a layer is made from.
   *
   * @param in size of the last axis of the input
   * @param out size of the last axis of the output
   * @param members k
   */
  public record Config(long in, long out, long members) {
    public Config {
      if (in < 1 || out < 1 || members < 1) {
        throw new ArgumentException(
            "MemberLinear: in, out and members must be at least 1, not %d, %d and %d."
                .formatted(in, out, members));
      }
    }
  }

  private final Config config;
  private final Parameter weight;
  private final Parameter bias;

  public MemberLinear(long in, long out, long members) {
    this(new Config(in, out, members));
  }

  public MemberLinear(Config config) {
    this.config = config;
    double bound = 1 / Math.sqrt(config.in());
    Initializer uniform = Initializer.uniform(-bound, bound);
    long members = config.members();
    weight = parameter("weight", type(members, config.out(), config.in()), uniform);
    bias = parameter("bias", type(members, config.out()), uniform);
  }

  private static TensorType type(long... sizes) {
    return new TensorType(DType.FLOAT32, Shape.of(sizes));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return EnsembleLinear.ofMembers(x, config.in(), config.members())
        .transpose(0, 1)
        .matmul(weight.value().mT())
        .transpose(0, 1)
        .add(bias.value());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "MemberLinear(%d, %d, %d members)"
        .formatted(config.in(), config.out(), config.members());
  }
}
