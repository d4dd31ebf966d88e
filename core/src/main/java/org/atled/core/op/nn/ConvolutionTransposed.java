package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.WindowSteps;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The transpose of {@link Convolution} as a linear map of its input: each element of x puts its
 * multiple of the kernel where the convolution's window would lie, and these are added. x [n, c,
 * axes..], w [c, o/groups, kernel..]; an axis gets (size − 1)·stride − before − after +
 * dilation·(kernel − 1) + 1 + extra (Dumoulin and Visin 2016, sec. 4).
 *
 * @param extra what is added after each axis, which several sizes of a convolution's input lead to
 */
public record ConvolutionTransposed(Sliding sliding, List<Long> extra, long groups)
    implements SingleOp, Defined {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape x = inputs.get(0).shape();
    Shape w = inputs.get(1).shape();
    check(x, w);
    Shape y = Shape.of(x.size(0), w.size(1) * groups);
    for (int i = 0; i < w.rank() - 2; i++) {
      long steps = (x.size(2 + i) - 1) * sliding.stride(i);
      long reach = steps + sliding.reach(i, w.size(2 + i)) + extra(i);
      long size = reach - sliding.before(i) - sliding.after(i);
      if (size < 0) {
        throw new ShapeException(
            "the padding of %d before and %d after axis %d takes away more than the %d there are."
                .formatted(sliding.before(i), sliding.after(i), 2 + i, reach));
      }
      y = y.concat(Shape.of(size));
    }
    return new TensorType(Convolution.type(inputs), y);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype();
    Tensor x = k.cast(inputs.get(0), t);
    Tensor w = k.cast(inputs.get(1), t);
    WindowSteps steps = Convolution.steps(sliding, w.shape().rank() - 2);
    return k.convolve(ConvolveKernel.Factor.X, type, List.of(w, x), steps, Math.toIntExact(groups));
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Shape x = s.type(0).shape();
    return Cotangents.start()
        .and(s, () -> beginning(g, s.input(1), x, sliding, groups))
        .and(s, () -> ConvolutionWeight.of(g, s.input(0), s.type(1).shape(), sliding, groups));
  }

  /**
   * The transpose that fills a shape: the gradient by x of the convolution to y.
   *
   * @param x the shape of the result
   */
  static Tensor filling(Shape x, Tensor y, Tensor weight, Sliding sliding, long groups) {
    List<Long> extra = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < x.rank() - 2; i++) {
      long steps = (y.shape().size(2 + i) - 1) * sliding.stride(i);
      long reach = steps + sliding.reach(i, weight.shape().size(2 + i));
      long more = x.size(2 + i) + sliding.before(i) - reach;
      extra.add(Math.max(0, more));
      after.add(Math.max(0, -more));
    }
    Sliding exact = sliding.withPadding(before(sliding, after.size()), after);
    return Dispatch.apply(new ConvolutionTransposed(exact, extra, groups), y, weight);
  }

  /**
   * The first windows of the convolution of x, as many as a shape has: the gradient by y of the
   * transpose to x.
   */
  static Tensor beginning(Tensor x, Tensor weight, Shape y, Sliding sliding, long groups) {
    List<Long> after = new ArrayList<>();
    Tensor all = x;
    for (int i = 0; i < y.rank() - 2; i++) {
      long steps = (y.size(2 + i) - 1) * sliding.stride(i);
      long reach = steps + sliding.reach(i, weight.shape().size(2 + i)) - sliding.before(i);
      long size = Math.clamp(reach, 0, x.shape().size(2 + i));
      after.add(Math.max(0, reach - size));
      all = all.slice(2 + i, 0, size, 1);
    }
    Sliding exact = sliding.withPadding(before(sliding, after.size()), after);
    Tensor windows = Dispatch.apply(new Convolution(exact, groups), all, weight);
    for (int i = 0; i < y.rank() - 2; i++) {
      windows = windows.slice(2 + i, 0, y.size(2 + i), 1);
    }
    return windows;
  }

  private static List<Long> before(Sliding sliding, int axes) {
    return IntStream.range(0, axes).mapToObj(sliding::before).toList();
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor weight = inputs.get(1);
    Shape w = weight.shape();
    int axes = w.rank() - 2;
    List<Long> kernel = Patches.sizes(w, 2, w.rank());
    long in = w.size(0) / groups;
    long out = w.size(1);
    long terms = w.slice(1, w.rank()).elements();
    Shape places = Shape.of(x.shape().size(0)).concat(x.shape().slice(2, x.shape().rank()));
    Tensor columns =
        weight
            .reshape(groups, in, terms)
            .mT()
            .matmul(x.transpose(0, 1).reshape(groups, in, places.elements()))
            .reshape(Shape.of(groups * out).concat(w.slice(2, w.rank())).concat(places));
    // [o, kernel.., n, windows..] → [n, o, windows.., kernel..]
    int[] order = new int[2 + 2 * axes];
    order[0] = 1 + axes;
    order[1] = 0;
    for (int i = 0; i < axes; i++) {
      order[2 + i] = 2 + axes + i;
      order[2 + axes + i] = 1 + i;
    }
    Tensor sum = Patches.overlapped(columns.permute(order), kernel, sliding);
    long[] amounts = new long[2 * axes];
    for (int i = 0; i < axes; i++) {
      amounts[2 * (axes - 1 - i)] = -sliding.before(i);
      amounts[2 * (axes - 1 - i) + 1] = extra(i) - sliding.after(i);
    }
    return sum.pad(amounts);
  }

  private long extra(int i) {
    return extra.size() == 1 ? extra.getFirst() : extra.get(i);
  }

  private void check(Shape x, Shape w) {
    if (w.rank() < 3 || w.rank() > 5 || x.rank() != w.rank()) {
      throw new ShapeException(
          "the input is %s and the weight %s; they must be [batch, channels, axes..] and"
                  .formatted(x, w)
              + " [channels, out / groups, kernel..] with as many axes, 1 to 3.");
    }
    sliding.checkRank(w.rank() - 2);
    Patches.checkKernel(w);
    if (groups < 1 || w.size(0) % groups != 0 || w.size(0) != x.size(1)) {
      throw new ShapeException(
          "the input %s has %d channels, but the weight %s takes %d, which %d groups must divide."
              .formatted(x, x.size(1), w, w.size(0), groups));
    }
    if (extra.isEmpty() || (extra.size() != 1 && extra.size() != w.rank() - 2)) {
      throw new ShapeException(
          "the output padding %s must be one number for each of %d axes, or one for all."
              .formatted(extra, w.rank() - 2));
    }
    for (int i = 0; i < w.rank() - 2; i++) {
      if (x.size(2 + i) == 0) {
        throw new ShapeException(
            "axis %d of the input %s is empty; it needs at least one element.".formatted(2 + i, x));
      }
      if (extra(i) < 0 || extra(i) >= Math.max(sliding.stride(i), sliding.dilation(i))) {
        throw new ShapeException(
            "the output padding is %d along axis %d but takes 0 to less than stride or dilation, %d."
                .formatted(extra(i), 2 + i, Math.max(sliding.stride(i), sliding.dilation(i))));
      }
    }
  }
}
