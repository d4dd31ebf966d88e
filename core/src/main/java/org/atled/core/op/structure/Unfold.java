package org.atled.core.op.structure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
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
 * Windows along an axis, as a view: y[.., w, .., j] = x[.., w·step + j, ..]. Its cotangent is
 * {@link Fold}.
 */
public record Unfold(int axis, long size, long step) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape shape = inputs.getFirst().shape();
    long length = shape.size(axis);
    if (size < 0 || size > length || step < 1) {
      throw new ShapeException(
          "windows of %d by %d do not fit axis %d of %s; the size takes 0 to %d, the step 1 or more."
              .formatted(size, step, axis, shape, length));
    }
    Shape windows = shape.with(axis, (length - size) / step + 1);
    return new TensorType(inputs.getFirst().dtype(), windows.concat(Shape.of(size)));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Strided x = inputs.getFirst().strided();
    int rank = x.rank();
    int[] sizes = Arrays.copyOf(x.sizes(), rank + 1);
    int[] strides = Arrays.copyOf(x.strides(), rank + 1);
    sizes[axis] = (int) type.shape().size(axis);
    sizes[rank] = (int) size;
    strides[rank] = x.strides()[axis];
    // With one window nothing is stepped over, and a great step would overflow.
    strides[axis] = sizes[axis] == 1 ? 0 : (int) step * x.strides()[axis];
    return k.view(new Strided(x.storage(), x.offset(), sizes, strides));
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(Dispatch.apply(new Fold(axis, step, s.type(0).shape().size(axis)), g));
  }

  @Override
  public Optional<KernelOp> batched(long examples) {
    return Optional.of(new Unfold(axis + 1, size, step));
  }
}
