package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Moments;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * y = (x − mean)/√(variance + ε)·weight + bias for each feature: Ioffe and Szegedy 2015. [batch,
 * features] or [batch, features, length] → the same.
 *
 * <p>Training takes mean and variance (with n for divisor) of the batch, over all axes but the
 * features'. Running ones are kept for evaluation: running ← (1 − momentum)·running +
 * momentum·batch, with the batch's unbiased variance (n − 1). They change when a step is taken by
 * gradients of what the batch gave, as parameters do: a batch of which no step is taken, since its
 * loss was not finite, say, leaves no trace. PyTorch, of which names, defaults and values are,
 * changes them during the call.
 */
public final class BatchNorm1d extends Layer {
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
            "BatchNorm1d: features must be at least 1, not %s.".formatted(features));
      }
      if (!(eps >= 0) || momentum.filter(m -> !(m >= 0 && m <= 1)).isPresent()) {
        throw new ArgumentException(
            "BatchNorm1d: eps must be at least 0 and momentum from 0 to 1, but they are %s and %s."
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
  private final Optional<Parameter> weight;
  private final Optional<Parameter> bias;
  private final Buffer runningMean;
  private final Buffer runningVar;
  private final Buffer batches;

  public BatchNorm1d(long features) {
    this(Config.of(features));
  }

  public BatchNorm1d(Config config) {
    this.config = config;
    TensorType each = new TensorType(DType.FLOAT32, Shape.of(config.features()));
    weight =
        config.affine()
            ? Optional.of(parameter("weight", each, Initializer.ones()))
            : Optional.empty();
    bias =
        config.affine()
            ? Optional.of(parameter("bias", each, Initializer.zeros()))
            : Optional.empty();
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
    if (shape.rank() < 2 || shape.rank() > 3 || shape.size(1) != config.features()) {
      throw new ShapeException(
          "the input is %s but must be [batch, %s] or [batch, %s, length]."
              .formatted(shape, config.features(), config.features()));
    }
    // A variance in float16 may overflow where the results do not.
    Tensor wide = x.to(x.dtype().computing());
    Tensor y =
        switch (mode) {
          case Mode.Evaluation _ ->
              normalized(
                  wide,
                  perFeature(runningMean.value().to(wide.dtype()), wide),
                  perFeature(runningVar.value().to(wide.dtype()), wide));
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
    Axes others = x.shape().rank() == 2 ? Axes.of(0) : Axes.of(0, 2);
    Moments batch = x.varMean(others.kept(), 0);
    Tensor y = normalized(x, batch.mean(), batch.variance());
    Tensor mean = batch.mean().detach();
    Tensor variance = batch.variance().detach();
    return Pending.tie(y, () -> track(mean, variance.mul((double) count / (count - 1))));
  }

  private Tensor normalized(Tensor x, Tensor mean, Tensor variance) {
    Tensor y = x.sub(mean).div(variance.add(config.eps()).sqrt());
    Tensor scaled = weight.map(w -> y.mul(perFeature(w.value(), x))).orElse(y);
    return bias.map(b -> scaled.add(perFeature(b.value(), x))).orElse(scaled);
  }

  /** [features] → [features] or [features, 1], which broadcasts to x. */
  private static Tensor perFeature(Tensor each, Tensor x) {
    return x.shape().rank() == 2 ? each : each.unsqueeze(1);
  }

  private void track(Tensor mean, Tensor variance) {
    Autograd.noGrad(() -> {
      batches.copyInto(batches.value().add(1L));
      Tensor share =
          config
              .momentum()
              .map(momentum -> Tensor.of((float) (double) momentum))
              .orElseGet(() -> Tensor.of(1f).div(batches.value().to(DType.FLOAT32)));
      move(runningMean, mean, share);
      move(runningVar, variance, share);
      return this;
    });
  }

  /** running ← (1 − share)·running + share·batch. */
  private static void move(Buffer running, Tensor batch, Tensor share) {
    Tensor now = batch.to(DType.FLOAT32).reshape(running.type().shape());
    running.copyInto(running.value().mul(share.neg().add(1)).add(now.mul(share)));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "BatchNorm1d(" + config.features() + (config.affine() ? ")" : ", no affine)");
  }
}
