package org.atled.core.op.structure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.expr.Expression;
import org.atled.core.op.elementwise.Add;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Windows added up where they overlap: zeros with y[.., w·step + j, ..] += x[.., w, .., j], the
 * transpose of {@link Unfold}. Added by windows or by places in them, whichever are fewer, in
 * order.
 *
 * @param length of the axis in the result
 */
public record Fold(int axis, long step, long length) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape shape = inputs.getFirst().shape();
    int rank = shape.rank() - 1;
    if (rank < 1 || axis >= rank) {
      throw new ShapeException(
          "the last axis of %s would be that within windows, and axis %d is none before it."
              .formatted(shape, axis));
    }
    long windows = shape.size(axis);
    long size = shape.size(rank);
    // A great step, which fits no shape, must not overflow.
    long rest = (windows - 1) * Math.min(step, Shape.MAX_ELEMENTS + 1);
    long least = windows == 0 ? 0 : rest + size;
    if (step < 1 || length < least) {
      throw new ShapeException(
          "%d windows of %d by %d (axis %d of %s) do not fit a length of %d; it takes at least %d."
              .formatted(windows, size, step, axis, shape, length, Math.max(0, least)));
    }
    return new TensorType(inputs.getFirst().dtype(), shape.slice(0, rank).with(axis, length));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType dtype = type.dtype();
    DType wide = dtype.isFloating() ? dtype.computing() : dtype;
    Strided x = k.cast(inputs.getFirst(), wide).strided();
    Tensor out = k.allocate(new TensorType(wide, type.shape()));
    Expression sum =
        Expression.of(List.of(wide, wide), wide, in -> new Add().expression(wide.computing(), in));
    int last = x.rank() - 1;
    int windows = x.sizes()[axis];
    int size = x.sizes()[last];
    int by = windows == 1 ? 1 : (int) step;
    for (int i = 0; i < Math.min(windows, size); i++) {
      Strided window =
          windows <= size
              ? out.strided().slice(axis, i * by, 1, size)
              : out.strided().slice(axis, i, by, windows);
      Tensor target = k.view(window);
      k.mapInto(sum, List.of(target, k.view(addend(x, windows <= size, i))), List.of(target));
    }
    return k.cast(out, dtype);
  }

  /** One window, lying along the axis; or one place of all windows. */
  private Strided addend(Strided x, boolean isWindow, int i) {
    int last = x.rank() - 1;
    Strided slice = x.slice(isWindow ? axis : last, i, 1, 1);
    int[] sizes = Arrays.copyOf(slice.sizes(), last);
    int[] strides = Arrays.copyOf(slice.strides(), last);
    if (isWindow) {
      sizes[axis] = x.sizes()[last];
      strides[axis] = x.strides()[last];
    }
    return new Strided(slice.storage(), slice.offset(), sizes, strides);
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Shape shape = s.type(0).shape();
    if (shape.isEmpty()) {
      return Cotangents.of(Tensor.full(s.type(0), 0));
    }
    Unfold unfold = new Unfold(axis, shape.size(-1), step);
    return Cotangents.of(Dispatch.apply(unfold, g).slice(axis, 0, shape.size(axis)));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Fold(axis + 1, step, length));
  }
}
