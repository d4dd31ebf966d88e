package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.elementwise.Add;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.WindowSteps;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * y[n, o, p..] = Σ x[n, c, p·stride + k·dilation − before] · w[o, c, k..] (+ b[o]) over the
 * channels c of o's group and the kernel's k, with zeros for what is outside: a cross-correlation,
 * which networks call convolution (Goodfellow, Bengio and Courville 2016, eq. 9.6). x [n, c,
 * axes..], w [o, c/groups, kernel..], b [o]. Linear in each of x and w: its gradient by x is {@link
 * ConvolutionTransposed}, by w {@link ConvolutionWeight}.
 */
public record Convolution(Sliding sliding, long groups) implements SingleOp, Defined {
  @Override
  public Operands operands() {
    return Operands.between(2, 3);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape x = inputs.get(0).shape();
    Shape w = inputs.get(1).shape();
    check(x, w);
    checkBias(inputs, w.size(0));
    Shape y = Shape.of(x.size(0), w.size(0));
    for (int i = 0; i < w.rank() - 2; i++) {
      y = y.concat(Shape.of(Patches.windows(x, i, w.size(2 + i), sliding)));
    }
    return new TensorType(type(inputs), y);
  }

  /** What all are promoted to. */
  static DType type(List<TensorType> inputs) {
    DType type = Promotion.of(inputs);
    if (!type.isFloating()) {
      throw new TypeException(
          "%s and %s: takes floats; convert with to(…).".formatted(inputs.get(0), inputs.get(1)));
    }
    return type;
  }

  /** For a kernel with as many spatial axes. */
  static WindowSteps steps(Sliding sliding, int axes) {
    return new WindowSteps(
        IntStream.range(0, axes).mapToObj(i -> Math.toIntExact(sliding.stride(i))).toList(),
        IntStream.range(0, axes).mapToObj(i -> Math.toIntExact(sliding.before(i))).toList(),
        IntStream.range(0, axes).mapToObj(i -> Math.toIntExact(sliding.dilation(i))).toList(),
        sliding.tile().orElse(2));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype();
    Tensor x = k.cast(inputs.get(0), t);
    Tensor w = k.cast(inputs.get(1), t);
    int axes = w.shape().rank() - 2;
    WindowSteps steps = steps(sliding, axes);
    int parts = Math.toIntExact(groups);
    Tensor y = k.convolve(ConvolveKernel.Factor.Y, type, List.of(x, w), steps, parts);
    if (inputs.size() == 2) {
      return y;
    }
    return k.map(new Add(), type, List.of(y, perChannel(k.cast(inputs.get(2), t), axes)));
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Cotangents shares =
        Cotangents.start()
            .and(
                s,
                () ->
                    ConvolutionTransposed.filling(
                        s.type(0).shape(), g, s.input(1), sliding, groups))
            .and(s, () -> ConvolutionWeight.of(s.input(0), g, s.type(1).shape(), sliding, groups));
    if (s.inputCount() == 2) {
      return shares;
    }
    int[] others = IntStream.range(0, g.shape().rank()).filter(axis -> axis != 1).toArray();
    return shares.and(s, () -> g.sum(others));
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor weight = inputs.get(1);
    Shape w = weight.shape();
    int axes = w.rank() - 2;
    List<Long> kernel = Patches.sizes(w, 2, w.rank());
    Tensor windows =
        Patches.of(Patches.padded(x, Padding.ZEROS, sliding), kernel, sliding)
            .unflatten(1, groups, w.size(1));
    // [n, g, c, windows.., kernel..] → [g, c, kernel.., n, windows..]
    int[] order = new int[windows.shape().rank()];
    order[0] = 1;
    order[1] = 2;
    for (int i = 0; i < axes; i++) {
      order[2 + i] = 3 + axes + i;
      order[3 + axes + i] = 3 + i;
    }
    order[2 + axes] = 0;
    Tensor columns = windows.permute(order);
    Shape places = columns.shape().slice(2 + axes, columns.shape().rank());
    long terms = w.slice(1, w.rank()).elements();
    Tensor y =
        weight
            .reshape(groups, w.size(0) / groups, terms)
            .matmul(columns.reshape(groups, terms, places.elements()))
            .reshape(Shape.of(w.size(0)).concat(places))
            .transpose(0, 1);
    return inputs.size() == 2 ? y : y.add(perChannel(inputs.get(2), axes));
  }

  private void check(Shape x, Shape w) {
    if (w.rank() < 3 || w.rank() > 5 || x.rank() != w.rank()) {
      throw new ShapeException(
          "the input is %s and the weight %s; they must be [batch, channels, axes..] and [out,"
                  .formatted(x, w)
              + " channels / groups, kernel..] with as many axes, 1 to 3.");
    }
    sliding.checkRank(w.rank() - 2);
    Patches.checkKernel(w);
    if (groups < 1 || w.size(0) % groups != 0 || w.size(1) * groups != x.size(1)) {
      throw new ShapeException(
          ("the input %s has %d channels, but the weight %s in %d groups takes %d and gives %d,"
                  + " which the groups must divide.")
              .formatted(x, x.size(1), w, groups, w.size(1) * groups, w.size(0)));
    }
  }

  private static void checkBias(List<TensorType> inputs, long outputs) {
    if (inputs.size() == 3 && !inputs.get(2).shape().equals(Shape.of(outputs))) {
      throw new ShapeException(
          "the bias is %s but the weight %s needs one of [%d]."
              .formatted(inputs.get(2).shape(), inputs.get(1).shape(), outputs));
    }
  }

  /** [o] → [o, 1..]. */
  private static Tensor perChannel(Tensor bias, int axes) {
    List<Long> sizes = new ArrayList<>(List.of(bias.shape().size(0)));
    for (int i = 0; i < axes; i++) {
      sizes.add(1L);
    }
    return bias.reshape(sizes.stream().mapToLong(Long::longValue).toArray());
  }
}
