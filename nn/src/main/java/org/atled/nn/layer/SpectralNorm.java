package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * A layer whose weight W is divided by its greatest singular value, as a matrix [outputs, the
 * rest]: Miyato et al. 2018. PyTorch's {@code nn.utils.spectral_norm}, with its names {@code
 * weight_orig}, {@code weight_u} and {@code weight_v}.
 *
 * <p>The value is u·Wv with the singular vectors u and v, buffers, constants to the gradient. In
 * training they come nearer by a few steps of the power method, v ← Wᵀu/‖Wᵀu‖ and u ← Wv/‖Wv‖,
 * which are kept when a step is taken, as the statistics of {@link BatchNorm}. They start from 15
 * such steps on normal draws, so that evaluation before training is right as well; in PyTorch this
 * is so from its {@code parametrizations} on.
 */
public final class SpectralNorm extends Reparametrized {
  private static final int STEPS_BEFORE = 15;

  /**
   * What a layer is made from.
   *
   * @param layer of a weight
   * @param steps of the power method in each call that trains
   * @param eps the least that a vector is divided by
   */
  public record Config(Layer layer, long steps, double eps) {
    public Config {
      if (steps < 1 || !(eps > 0)) {
        throw new ArgumentException(
            "SpectralNorm: steps must be at least 1 and eps above 0, not %d and %s."
                .formatted(steps, eps));
      }
    }

    /** With one step and ε = 1e-12. */
    public static Config of(Layer layer) {
      return new Config(layer, 1, 1e-12);
    }

    public Config withSteps(long number) {
      return new Config(layer, number, eps);
    }

    public Config withEps(double value) {
      return new Config(layer, steps, value);
    }
  }

  /** Singular vectors, of unit length. */
  private record Vectors(Tensor u, Tensor v) {}

  private final Config config;
  private final Parameter weight;
  private final Buffer u;
  private final Buffer v;

  /** With one step and ε = 1e-12. */
  public SpectralNorm(Layer layer) {
    this(Config.of(layer));
  }

  public SpectralNorm(Config config) {
    super(config.layer());
    this.config = config;
    weight = instead("weight_orig");
    Shape shape = matrix(weight.value()).shape();
    u = buffer("weight_u", new TensorType(DType.FLOAT32, Shape.of(shape.size(0))), this::start);
    v =
        buffer(
            "weight_v",
            new TensorType(DType.FLOAT32, Shape.of(shape.size(1))),
            (seed, type) -> unit(matrix(weight.value()).mT().matmul(u.value())));
  }

  private Tensor start(Seed seed, TensorType type) {
    Tensor first = unit(Sample.normal(seed, type));
    return nearer(matrix(weight.value()), first, STEPS_BEFORE).u();
  }

  /** [outputs, the rest]. */
  private Tensor matrix(Tensor w) {
    return (form() instanceof ConvTranspose ? w.transpose(0, 1) : w).flatten(1);
  }

  private Tensor unit(Tensor x) {
    return x.div(x.norm().maximum(config.eps()));
  }

  private Vectors nearer(Tensor matrix, Tensor from, long steps) {
    Tensor left = from;
    Tensor right = from;
    for (long step = 0; step < steps; step++) {
      right = unit(matrix.mT().matmul(left));
      left = unit(matrix.matmul(right));
    }
    return new Vectors(left, right);
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor w = weight.value().to(computing(x));
    Tensor matrix = matrix(w);
    Tensor left = u.value().to(w.dtype());
    return switch (mode) {
      case Mode.Evaluation _ -> {
        Vectors vectors = new Vectors(left, v.value().to(w.dtype()));
        yield applied(x, normalized(w, matrix, vectors), mode);
      }
      case Mode.Training _ -> {
        Vectors next = nearer(matrix.detach(), left, config.steps());
        yield Pending.tie(applied(x, normalized(w, matrix, next), mode), () -> keep(next));
      }
    };
  }

  private static Tensor normalized(Tensor w, Tensor matrix, Vectors vectors) {
    return w.div(vectors.u().mul(matrix.matmul(vectors.v())).sum());
  }

  private void keep(Vectors next) {
    Autograd.noGrad(() -> {
      u.copyInto(next.u().to(DType.FLOAT32));
      v.copyInto(next.v().to(DType.FLOAT32));
      return this;
    });
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }
}
