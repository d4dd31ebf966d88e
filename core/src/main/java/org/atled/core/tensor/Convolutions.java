package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.op.nn.AdaptivePool;
import org.atled.core.op.nn.AvgPool;
import org.atled.core.op.nn.Convolution;
import org.atled.core.op.nn.ConvolutionTransposed;
import org.atled.core.op.nn.LpPool;
import org.atled.core.op.nn.MaxPool;
import org.atled.core.op.nn.MaxUnpool;

/**
 * Convolution and pooling of [batch, channels, length], [batch, channels, height, width] or [batch,
 * channels, depth, height, width]; without a batch, one example.
 */
public sealed interface Convolutions permits Tensor {
  /** This tensor. */
  Tensor self();

  /** {@link #conv2d(Tensor, Sliding, long)} over one axis. */
  default Tensor conv1d(Tensor weight, Sliding sliding, long groups) {
    return conv("conv1d", 1, weight, Optional.empty(), sliding, groups);
  }

  /** {@link #conv2d(Tensor, Tensor, Sliding, long)} over one axis. */
  default Tensor conv1d(Tensor weight, Tensor bias, Sliding sliding, long groups) {
    return conv("conv1d", 1, weight, Optional.of(bias), sliding, groups);
  }

  /**
   * y[n, o, i, j] = Σ x[n, c, i·stride + k·dilation − padding, ..] · w[o, c, k, l] over the kernel
   * and the channels of o's group, with zeros around x: [n, c, h, w] → [n, o, h′, w′], h′ = (h +
   * padding before and after − dilation·(kernel − 1) − 1) div stride + 1. A cross-correlation, as
   * networks have it: the kernel is not turned round. Types are promoted as for a product.
   *
   * @param weight [o, c / groups, kernel height, kernel width]
   * @param sliding stride, padding and dilation
   * @param groups into how many groups the channels are divided, each with its own share of o; c
   *     for a depthwise convolution
   * @throws ShapeException if they do not fit, or the kernel reaches further than the padded input
   */
  default Tensor conv2d(Tensor weight, Sliding sliding, long groups) {
    return conv("conv2d", 2, weight, Optional.empty(), sliding, groups);
  }

  /** {@link #conv2d(Tensor, Sliding, long)} plus a bias [o] for each channel. */
  default Tensor conv2d(Tensor weight, Tensor bias, Sliding sliding, long groups) {
    return conv("conv2d", 2, weight, Optional.of(bias), sliding, groups);
  }

  /** {@link #conv2d(Tensor, Sliding, long)} over three axes. */
  default Tensor conv3d(Tensor weight, Sliding sliding, long groups) {
    return conv("conv3d", 3, weight, Optional.empty(), sliding, groups);
  }

  /** {@link #conv2d(Tensor, Tensor, Sliding, long)} over three axes. */
  default Tensor conv3d(Tensor weight, Tensor bias, Sliding sliding, long groups) {
    return conv("conv3d", 3, weight, Optional.of(bias), sliding, groups);
  }

  private Tensor conv(
      String name, int axes, Tensor weight, Optional<Tensor> bias, Sliding sliding, long groups) {
    checkRank(name, axes, weight);
    Convolution op = new Convolution(sliding, groups);
    return batched(
        name,
        axes,
        x ->
            bias.map(b -> Dispatch.apply(op, x, weight, b))
                .orElseGet(() -> Dispatch.apply(op, x, weight)));
  }

  /** {@link #convTranspose2d(Tensor, Sliding, long, long...)} over one axis. */
  default Tensor convTranspose1d(Tensor weight, Sliding sliding, long groups, long... extra) {
    return transposed("convTranspose1d", 1, weight, sliding, groups, extra);
  }

  /**
   * The transpose of {@link #conv2d} as a map of its input, which upsamples by the stride: each
   * element puts its multiple of the kernel where the window would lie, and these are added. [n, c,
   * h, w] → [n, o, h′, w′], h′ = (h − 1)·stride − padding before and after + dilation·(kernel − 1)
   * + 1 + extra. Its derivative by x is the convolution.
   *
   * @param weight [c, o / groups, kernel height, kernel width]
   * @param extra PyTorch's {@code output_padding}: what is added after each axis, less than stride
   *     or dilation; none is 0
   * @throws ShapeException if they do not fit
   */
  default Tensor convTranspose2d(Tensor weight, Sliding sliding, long groups, long... extra) {
    return transposed("convTranspose2d", 2, weight, sliding, groups, extra);
  }

  /** {@link #convTranspose2d(Tensor, Sliding, long, long...)} over three axes. */
  default Tensor convTranspose3d(Tensor weight, Sliding sliding, long groups, long... extra) {
    return transposed("convTranspose3d", 3, weight, sliding, groups, extra);
  }

  private Tensor transposed(
      String name, int axes, Tensor weight, Sliding sliding, long groups, long[] extra) {
    checkRank(name, axes, weight);
    List<Long> more = extra.length == 0 ? List.of(0L) : Arrays.stream(extra).boxed().toList();
    ConvolutionTransposed op = new ConvolutionTransposed(sliding, more, groups);
    return batched(name, axes, x -> Dispatch.apply(op, x, weight));
  }

  /** {@link #maxPool2d(Pooling)} over one axis. */
  default Tensor maxPool1d(Pooling pooling) {
    return batched("maxPool1d", 1, x -> Dispatch.apply(new MaxPool(pooling), x).getFirst());
  }

  /**
   * The greatest of each window: [n, c, h, w] → [n, c, h′, w′], h′ = (h + 2·padding −
   * dilation·(kernel − 1) − 1) div stride + 1, rounded up in ceil mode if that window begins
   * inside. What is put around never wins. NaN if there is one in the window; the gradient goes to
   * the first of the greatest, or to the last NaN.
   *
   * @throws ShapeException if there is no window, or the padding is more than half of one
   */
  default Tensor maxPool2d(Pooling pooling) {
    return batched("maxPool2d", 2, x -> Dispatch.apply(new MaxPool(pooling), x).getFirst());
  }

  /** {@link #maxPool2d(Pooling)} over three axes. */
  default Tensor maxPool3d(Pooling pooling) {
    return batched("maxPool3d", 3, x -> Dispatch.apply(new MaxPool(pooling), x).getFirst());
  }

  /**
   * {@link #maxPool2d(Pooling)} of [n, c, axes..], and where each stood: its place in the plane
   * [axes..], row-major, in int64, as PyTorch's {@code return_indices}.
   */
  default Indexed maxPoolAt(Pooling pooling) {
    List<Tensor> both = Dispatch.apply(new MaxPool(pooling), self());
    return new Indexed(both.get(0), both.get(1));
  }

  /**
   * What {@link #maxPoolAt} found, put back where it stood, zeros elsewhere: [n, c, windows..] →
   * [n, c, axes..]. The gradient is that of the places. Where windows that overlapped found the
   * same element, the last of them is put there, and the others' gradients are 0.
   *
   * @param places where each stood in its plane of the result, row-major, int64
   * @param pooling that found them
   * @param sizes of the axes, as pooling rounds down several to one number of windows; none for
   *     (windows − 1)·stride − 2·padding + kernel
   * @throws ShapeException if they do not fit, or a place lies outside
   */
  default Tensor maxUnpool(Tensor places, Pooling pooling, long... sizes) {
    List<Long> all = Arrays.stream(sizes).boxed().toList();
    return Dispatch.apply(new MaxUnpool(pooling, all), self(), places);
  }

  /** {@link #lpPool2d(double, Pooling)} over one axis. */
  default Tensor lpPool1d(double p, Pooling pooling) {
    return batched("lpPool1d", 1, x -> Dispatch.apply(new LpPool(p, pooling), x));
  }

  /**
   * (Σ xᵖ)^(1/p) over each window, of as many as {@link #maxPool2d}: with p = 1 sums, and nearer to
   * the maximum the greater p is. NaN where the sum is negative and 1/p no whole number; the
   * gradient is 0 where it is 0. A window that ceil mode lets reach out counts as if it were full,
   * as in PyTorch.
   *
   * @throws ArgumentException if p is not above 0
   * @throws ShapeException if there is no window
   */
  default Tensor lpPool2d(double p, Pooling pooling) {
    return batched("lpPool2d", 2, x -> Dispatch.apply(new LpPool(p, pooling), x));
  }

  /** {@link #avgPool2d(Pooling, boolean)} over one axis. */
  default Tensor avgPool1d(Pooling pooling, boolean countPadding) {
    return batched("avgPool1d", 1, x -> Dispatch.apply(new AvgPool(pooling, countPadding), x));
  }

  /**
   * The mean of each window, of as many as {@link #maxPool2d}.
   *
   * @param countPadding whether the zeros around count, as they do in PyTorch unless told
   *     otherwise; what ceil mode reaches beyond them never does
   * @throws ShapeException if there is no window, or the padding is more than half of one
   */
  default Tensor avgPool2d(Pooling pooling, boolean countPadding) {
    return batched("avgPool2d", 2, x -> Dispatch.apply(new AvgPool(pooling, countPadding), x));
  }

  /** {@link #avgPool2d(Pooling, boolean)} over three axes. */
  default Tensor avgPool3d(Pooling pooling, boolean countPadding) {
    return batched("avgPool3d", 3, x -> Dispatch.apply(new AvgPool(pooling, countPadding), x));
  }

  /**
   * Means of so many windows along each of the last axes, whatever their sizes: window i of m is
   * over ⌊i·n/m⌋ to ⌈(i + 1)·n/m⌉. {@code adaptiveAvgPool(1, 1)} is the mean of each plane.
   *
   * @param sizes how many along each spatial axis, 1 to 3
   */
  default Tensor adaptiveAvgPool(long... sizes) {
    return adaptive("adaptiveAvgPool", false, sizes);
  }

  /** As {@link #adaptiveAvgPool}, the greatest of each window. */
  default Tensor adaptiveMaxPool(long... sizes) {
    return adaptive("adaptiveMaxPool", true, sizes);
  }

  private Tensor adaptive(String name, boolean greatest, long[] sizes) {
    AdaptivePool op = new AdaptivePool(Arrays.stream(sizes).boxed().toList(), greatest);
    return batched(name, sizes.length, x -> Dispatch.apply(op, x));
  }

  private static void checkRank(String name, int axes, Tensor weight) {
    if (weight.shape().rank() != axes + 2) {
      throw new ShapeException(
          "%s: the weight is %s but needs %d axes, two of channels and %d of the kernel."
              .formatted(name, weight.shape(), axes + 2, axes));
    }
  }

  private Tensor batched(String name, int axes, UnaryOperator<Tensor> op) {
    Tensor x = self();
    int rank = x.shape().rank();
    if (rank == axes + 1) {
      return op.apply(x.unsqueeze(0)).squeeze(0);
    }
    if (rank != axes + 2) {
      throw new ShapeException(
          "%s: the input is %s but needs %d axes, batch and channels first, or %d of one example."
              .formatted(name, x.shape(), axes + 2, axes + 1));
    }
    return op.apply(x);
  }
}
