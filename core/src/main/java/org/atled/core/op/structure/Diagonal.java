package org.atled.core.op.structure;

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
 * A diagonal of two axes, which goes last, as a view: y[.., i] = x[.., i, .., i + offset, ..]. Its
 * cotangent is {@link DiagonalEmbed}.
 *
 * @param first the axis of rows, {@code second} that of columns, from 0
 * @param offset how far above the main diagonal it lies; below if negative
 */
public record Diagonal(long offset, int first, int second) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape shape = inputs.getFirst().shape();
    if (first == second) {
      throw new ShapeException("takes two axes of %s, not axis %d twice.".formatted(shape, first));
    }
    int[] gone = {Math.min(first, second), Math.max(first, second)};
    return new TensorType(
        inputs.getFirst().dtype(), shape.reduce(gone, false).concat(Shape.of(length(shape))));
  }

  private long length(Shape shape) {
    long rows = shape.size(first);
    long columns = shape.size(second);
    long above = Math.clamp(offset, -rows, columns);
    return above >= 0 ? Math.min(rows, columns - above) : Math.min(rows + above, columns);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.view(of(inputs.getFirst().strided()));
  }

  /** The diagonal of a window. */
  Strided of(Strided x) {
    int rank = x.rank();
    int length = (int) length(x.shape());
    int[] sizes = new int[rank - 1];
    int[] strides = new int[rank - 1];
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (axis != first && axis != second) {
        sizes[next] = x.sizes()[axis];
        strides[next++] = x.strides()[axis];
      }
    }
    sizes[next] = length;
    strides[next] = x.strides()[first] + x.strides()[second];
    int start =
        offset >= 0 ? (int) offset * x.strides()[second] : (int) -offset * x.strides()[first];
    return new Strided(x.storage(), length == 0 ? x.offset() : x.offset() + start, sizes, strides);
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(Dispatch.apply(new DiagonalEmbed(this, s.type(0).shape()), g));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Diagonal(offset, first + 1, second + 1));
  }
}
