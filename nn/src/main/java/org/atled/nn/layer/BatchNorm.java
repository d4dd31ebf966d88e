package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.atled.nn.Module;

/**
 * y = (x − mean)/√(variance + ε)·weight + bias for each feature, a channel of an image: Ioffe and
 * Szegedy 2015. [batch, features, axes..] → the same.
 *
 * <p>Training takes mean and variance (with n for divisor) of the batch, over all axes but the
 * features'. Running ones are kept for evaluation: running ← (1 − momentum)·running +
 * momentum·batch, with the batch's unbiased variance (n − 1). They change when a step is taken by
 * gradients of what the batch gave, as parameters do: a batch of which no step is taken, since its
 * loss was not finite, say, leaves no trace. PyTorch, of which names, defaults and values are,
 * changes them during the call.
 */
public abstract sealed class BatchNorm extends ChannelNorm
    permits BatchNorm1d, BatchNorm2d, BatchNorm3d {
  /**
   * What a layer is made from.
   *
   * @param features size of axis 1
   * @param eps ε, added to the variance
   * @param momentum the weight of the new batch in the running statistics; empty: all batches count
   *     the same (momentum 1/batches so far)
   * @param affine whether there are weight and bias
   */
  public record Config(long features, double eps, Optional<Double> momentum, boolean affine) {
    public Config {
      if (features < 1) {
        throw new ArgumentException(
            "Batch norm: features must be at least 1, not %s.".formatted(features));
      }
      if (!(eps >= 0) || momentum.filter(m -> !(m >= 0 && m <= 1)).isPresent()) {
        throw new ArgumentException(
            "Batch norm: eps must be at least 0 and momentum from 0 to 1, but they are %s and %s."
                .formatted(eps, momentum.map(String::valueOf).orElse("none")));
      }
    }

    /** With ε = 1e-5, momentum 0.1, weight and bias. */
    public static Config of(long features) {
      return new Config(features, 1e-5, Optional.of(0.1), true);
    }

    public Config withEps(double value) {
      return new Config(features, value, momentum, affine);
    }

    public Config withMomentum(double value) {
      return new Config(features, eps, Optional.of(value), affine);
    }

    /** With the mean of all batches for running statistics. */
    public Config averagingAll() {
      return new Config(features, eps, Optional.empty(), affine);
    }

    /** Without weight and bias. */
    public Config withoutAffine() {
      return new Config(features, eps, momentum, false);
    }
  }

  private final Config config;
  private final List<String> shapes;
  private final Buffer runningMean;
  private final Buffer runningVar;
  private final Buffer batches;
  private boolean recomputing;

  /**
   * Over inputs of some rank.
   *
   * @param shapes what it takes, as words after the features
   */
  BatchNorm(Config config, String... shapes) {
    super(config.features(), config.affine());
    this.config = config;
    this.shapes = List.of(shapes);
    TensorType each = new TensorType(DType.FLOAT32, Shape.of(config.features()));
    runningMean = buffer("running_mean", Tensor.full(each, 0));
    runningVar = buffer("running_var", Tensor.full(each, 1));
    batches = buffer("num_batches_tracked", Tensor.of(0L));
  }

  /**
   * The function.
   *
   * @throws ShapeException if axis 1 has not the features, or training has one number a feature
   */
  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Shape shape = x.shape();
    if (shapes.stream().noneMatch(words -> words.split(",", -1).length + 1 == shape.rank())
        || shape.size(1) != config.features()) {
      throw new ShapeException(
          "the input is %s but must be %s."
              .formatted(
                  shape,
                  shapes.stream()
                      .map(words -> "[batch, %d%s]".formatted(config.features(), words))
                      .collect(Collectors.joining(" or "))));
    }
    if (!x.dtype().isFloating()) {
      throw new TypeException(
          "the input is %s but must be floats; convert it with to(DType.FLOAT32)."
              .formatted(x.type()));
    }
    // A variance in float16 may overflow where the results do not.
    Tensor wide = x.to(x.dtype().computing());
    Tensor y =
        switch (mode) {
          case Mode.Evaluation _ ->
              normalized(
                  wide,
                  perChannel(runningMean.value().to(wide.dtype()), shape.rank()),
                  perChannel(runningVar.value().to(wide.dtype()), shape.rank()));
          case Mode.Training _ -> byBatch(wide);
        };
    return y.to(x.dtype());
  }

  private Tensor byBatch(Tensor x) {
    long count = x.shape().elements() / config.features();
    if (count < 2) {
      throw new ShapeException(
          "the input is %s, one number a feature, which has no variance to train by; take"
                  .formatted(x.shape())
              + " another batch size, so that the last batch has at least 2, or leave it out:"
              + " DataLoader.droppingLast() in a loop of your own.");
    }
    int[] others = IntStream.range(0, x.shape().rank()).filter(axis -> axis != 1).toArray();
    Moments batch = x.varMean(Axes.of(others).kept(), 0);
    Tensor y = normalized(x, batch.mean(), batch.variance());
    Tensor mean = batch.mean().detach();
    Tensor variance = batch.variance().detach();
    if (recomputing) {
      track(mean, variance.mul((double) count / (count - 1)));
      return y;
    }
    return Pending.tie(y, () -> track(mean, variance.mul((double) count / (count - 1))));
  }

  /**
   * Forgets the running statistics of all batch norms in a network and takes the means over some
   * passes in their place, as weights that were averaged need.
   *
   * @param passes applies the network to batches, in training mode; no step follows
   */
  public static void recompute(Module network, Runnable passes) {
    List<BatchNorm> norms =
        network.modules().stream()
            .filter(BatchNorm.class::isInstance)
            .map(BatchNorm.class::cast)
            .toList();
    for (BatchNorm norm : norms) {
      norm.runningMean.copyInto(Tensor.full(norm.runningMean.type(), 0));
      norm.runningVar.copyInto(Tensor.full(norm.runningVar.type(), 1));
      norm.batches.copyInto(Tensor.of(0L));
      norm.recomputing = true;
    }
    try {
      Autograd.noGrad(() -> {
        passes.run();
        return norms;
      });
    } finally {
      norms.forEach(norm -> norm.recomputing = false);
    }
  }

  private Tensor normalized(Tensor x, Tensor mean, Tensor variance) {
    return scaled(x.sub(mean).div(variance.add(config.eps()).sqrt()));
  }

  private void track(Tensor mean, Tensor variance) {
    Autograd.noGrad(() -> {
      batches.copyInto(batches.value().add(1L));
      Tensor share =
          (recomputing ? Optional.<Double>empty() : config.momentum())
              .map(momentum -> Tensor.of((float) (double) momentum))
              .orElseGet(() -> Tensor.of(1f).div(batches.value().to(DType.FLOAT32)));
      move(runningMean, mean, share);
      move(runningVar, variance, share);
      return this;
    });
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + "("
        + config.features()
        + (config.affine() ? ")" : ", no affine)");
  }
}
