package org.atled.nn.layer;

import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Moments;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;

/**
 * y = (x − mean)/√(variance + ε)·weight + bias with mean and variance (with n for divisor) over
 * each channel of each example: Ulyanov et al. 2016. [batch, channels, axes..] → the same, or of
 * one example.
 *
 * <p>With {@link Config#tracking} running statistics are kept of training, with the unbiased
 * variance, and take their place in evaluation; they change when a step is taken, as those of
 * {@link BatchNorm}. Names, defaults and values are PyTorch's, whose {@code num_batches_tracked}
 * stays 0.
 */
public abstract sealed class InstanceNorm extends ChannelNorm
    permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {
  /**
   * What a layer is made from.
   *
   * @param channels size of axis 1
   * @param eps ε, added to the variance
   * @param momentum the weight of the new batch in the running statistics
   * @param affine whether there are weight and bias
   * @param tracking whether there are running statistics
   */
  public record Config(
      long channels, double eps, double momentum, boolean affine, boolean tracking) {
    public Config {
      if (channels < 1 || !(eps >= 0) || !(momentum >= 0 && momentum <= 1)) {
        throw new ArgumentException(
            "Instance norm: channels must be at least 1, eps at least 0 and momentum from 0 to 1, not %s, %s and %s."
                .formatted(channels, eps, momentum));
      }
    }

    /** With ε = 1e-5 and momentum 0.1, without weight, bias and running statistics. */
    public static Config of(long channels) {
      return new Config(channels, 1e-5, 0.1, false, false);
    }

    public Config withEps(double value) {
      return new Config(channels, value, momentum, affine, tracking);
    }

    public Config withMomentum(double value) {
      return new Config(channels, eps, value, affine, tracking);
    }

    /** The same with a weight and a bias for each channel, which are learned. */
    public Config withAffine() {
      return new Config(channels, eps, momentum, true, tracking);
    }

    /** With running statistics, which evaluation uses. */
    public Config withTracking() {
      return new Config(channels, eps, momentum, affine, true);
    }
  }

  private record Running(Buffer mean, Buffer variance) {}

  private final int axes;
  private final Config config;
  private final Optional<Running> running;

  InstanceNorm(int axes, Config config) {
    super(config.channels(), config.affine());
    this.axes = axes;
    this.config = config;
    TensorType each = new TensorType(DType.FLOAT32, Shape.of(config.channels()));
    running =
        config.tracking()
            ? Optional.of(
                new Running(
                    buffer("running_mean", Tensor.full(each, 0)),
                    buffer("running_var", Tensor.full(each, 1))))
            : Optional.empty();
    if (config.tracking()) {
      buffer("num_batches_tracked", Tensor.of(0L));
    }
  }

  /**
   * The function.
   *
   * @throws ShapeException if there are not these channels, or one element each without a variance
   */
  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Shape shape = x.shape();
    int rank = shape.rank();
    if ((rank != axes + 1 && rank != axes + 2)
        || shape.size(rank - axes - 1) != config.channels()) {
      throw new ShapeException(
          "the input is %s but must be [batch, %d%s], or one example."
              .formatted(shape, config.channels(), ", size".repeat(axes)));
    }
    if (!x.dtype().isFloating()) {
      throw new TypeException(
          "the input is %s but must be floats; convert it with to(DType.FLOAT32)."
              .formatted(x.type()));
    }
    // A variance in float16 may overflow where the results do not.
    Tensor wide = x.to(x.dtype().computing());
    Tensor y = normalized(rank == axes + 1 ? wide.unsqueeze(0) : wide, mode);
    return (rank == axes + 1 ? y.squeeze(0) : y).to(x.dtype());
  }

  private Tensor normalized(Tensor x, Mode mode) {
    boolean training = mode instanceof Mode.Training;
    if (running.isPresent() && !training) {
      Running kept = running.orElseThrow();
      return normalized(
          x,
          perChannel(kept.mean().value().to(x.dtype()), axes + 2),
          perChannel(kept.variance().value().to(x.dtype()), axes + 2));
    }
    long count = x.shape().slice(2, axes + 2).elements();
    if (count == 1) {
      throw new ShapeException(
          "the input is %s, one element a channel, which has no variance; take larger inputs, or GroupNorm."
              .formatted(x.shape()));
    }
    int[] spatial = IntStream.range(2, axes + 2).toArray();
    Moments each = x.varMean(Axes.of(spatial).kept(), 0);
    Tensor y = normalized(x, each.mean(), each.variance());
    if (running.isEmpty()) {
      return y;
    }
    Running kept = running.orElseThrow();
    Tensor mean = each.mean().detach().mean(0);
    Tensor variance = each.variance().detach().mean(0).mul((double) count / (count - 1));
    return Pending.tie(y, () -> track(kept, mean, variance));
  }

  private Tensor normalized(Tensor x, Tensor mean, Tensor variance) {
    return scaled(x.sub(mean).div(variance.add(config.eps()).sqrt()));
  }

  private void track(Running kept, Tensor mean, Tensor variance) {
    Autograd.noGrad(() -> {
      Tensor share = Tensor.of((float) config.momentum());
      move(kept.mean(), mean, share);
      move(kept.variance(), variance, share);
      return this;
    });
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "%s(%d%s%s)"
        .formatted(
            getClass().getSimpleName(),
            config.channels(),
            config.affine() ? ", affine" : "",
            config.tracking() ? ", tracking" : "");
  }
}
