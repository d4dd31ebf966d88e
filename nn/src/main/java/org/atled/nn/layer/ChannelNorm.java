package org.atled.nn.layer;

import java.util.Arrays;
import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.init.Initializer;

/** A norm that has, if it is affine, a weight and a bias for each channel, the size of axis 1. */
public abstract sealed class ChannelNorm extends Layer permits BatchNorm, GroupNorm, InstanceNorm {
  private final Optional<Parameter> weight;
  private final Optional<Parameter> bias;

  ChannelNorm(long channels, boolean affine) {
    TensorType each = new TensorType(DType.FLOAT32, Shape.of(channels));
    weight = affine ? Optional.of(parameter("weight", each, Initializer.ones())) : Optional.empty();
    bias = affine ? Optional.of(parameter("bias", each, Initializer.zeros())) : Optional.empty();
  }

  /** y·weight + bias, as far as there are any, in y's type. */
  final Tensor scaled(Tensor y) {
    Tensor scaled = weight.map(w -> y.mul(perChannel(w, y))).orElse(y);
    return bias.map(b -> scaled.add(perChannel(b, y))).orElse(scaled);
  }

  private static Tensor perChannel(Parameter each, Tensor y) {
    return perChannel(each.value().to(y.dtype()), y.shape().rank());
  }

  /** [channels] → [channels, 1..], which broadcasts to [batch, channels, axes..] of a rank. */
  static Tensor perChannel(Tensor each, int rank) {
    long[] sizes = new long[rank - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = each.shape().elements();
    return each.reshape(sizes);
  }

  /** running ← (1 − share)·running + share·batch. */
  static void move(Buffer running, Tensor batch, Tensor share) {
    Tensor now = batch.to(DType.FLOAT32).reshape(running.type().shape());
    running.copyInto(running.value().mul(share.neg().add(1)).add(now.mul(share)));
  }
}
