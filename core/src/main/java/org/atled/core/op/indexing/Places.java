package org.atled.core.op.indexing;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.TypeException;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Where indices of an axis point to, counted in elements: those from 0, and those from the end made
 * such, times a stride. Those outside are found, and named as they are.
 *
 * @param shape whose {@code axis} is indexed
 */
public record Places(Shape shape, int axis, long stride) implements SingleOp {
  private static final List<Expression> PLACE = List.of(place(DType.INT32), place(DType.INT64));

  /** (0, index, size, stride) → (index from 0)·stride. */
  private static Expression place(DType type) {
    return Expression.of(
        List.of(DType.INT64, type, DType.INT64, DType.INT64),
        DType.INT64,
        in -> {
          Term index = in.get(1).to(DType.INT64);
          Term zero = in.get(0);
          return index.lt(zero).select(index.add(in.get(2)), index).mul(in.get(3)).add(zero);
        });
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType index = inputs.getFirst();
    shape.axis(axis);
    if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
      throw new TypeException("the index is " + index + " but must be int64, int32 or bool.");
    }
    return new TensorType(DType.INT64, index.shape());
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Tensor index = inputs.getFirst();
    Shape line =
        Shape.of(
            IntStream.range(0, shape.rank())
                .mapToLong(i -> i == axis ? index.shape().elements() : 1)
                .toArray());
    Strided flat =
        index
            .strided()
            .reshape(line)
            .orElseGet(() -> Strided.rowMajor(k.copy(index).strided().storage(), line));
    // Zeros as many as there are elements, of which none is stored: what counts is the check.
    Tensor zeros = k.view(number(k, 0).strided().broadcastTo(shape));
    Tensor checked = k.gather(zeros, k.view(flat), axis, true);
    Expression place = PLACE.get(index.dtype() == DType.INT32 ? 0 : 1);
    return k.map(
        place,
        type.shape(),
        List.of(
            k.view(checked.strided().reshape(type.shape()).orElseThrow()),
            index,
            number(k, shape.size(axis)),
            number(k, stride)));
  }

  private static Tensor number(Kernels k, long number) {
    return k.fill(new TensorType(DType.INT64, Shape.scalar()), number);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Places(Shape.of(size).concat(shape), axis + 1, stride));
  }
}
