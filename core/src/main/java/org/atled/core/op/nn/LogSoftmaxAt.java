package org.atled.core.op.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Logarithm;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.RowProgram;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Of each line along an axis one number of {@link LogSoftmax}, of which no other is in memory: of x
 * and an index (int64 or int32) with size 1 along the axis y = x[index] − m − ln Σ e^(x − m), m the
 * greatest element there; and for its own gradient m and ln Σ. ∂L/∂x = g·(1 at the index − softmax
 * x), where that is differentiated again by way of {@link Softmax}.
 */
public record LogSoftmaxAt(int axis) implements MultiOp, Defined {
  private static final FloatExpression LOGARITHM =
      FloatExpression.of(1, in -> Logarithm.log(in.get(0)));
  private static final FloatExpression RESULT =
      FloatExpression.of(3, in -> in.get(0).sub(in.get(1)).sub(in.get(2)));

  /** The numbers at these places, whose axis stays with size 1. */
  public static Tensor of(Tensor x, int axis, Tensor index) {
    return Dispatch.apply(new LogSoftmaxAt(axis), x, index).getFirst();
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    return inputs.get(0).logSoftmax(axis).gather(axis, inputs.get(1));
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType x = LogSoftmax.inferFloating(inputs.get(0), axis);
    TensorType index = inputs.get(1);
    Shape shape = x.shape().with(axis, 1);
    if (!index.shape().equals(shape)) {
      throw new ShapeException(
          "the index is %s but must be %s, one place for each line of %s."
              .formatted(index.shape(), shape, x.shape()));
    }
    if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
      throw new TypeException("the index is " + index + " but must be int64 or int32.");
    }
    TensorType wide = new TensorType(x.dtype().computing(), shape);
    return List.of(new TensorType(x.dtype(), shape), wide, wide);
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return types.getFirst().shape().isEmpty()
        ? types.stream().map(k::allocate).toList()
        : k.byRows(x.type(), rows -> results(rows, types, inputs));
  }

  private List<Tensor> results(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    DType t = types.get(1).dtype();
    Shape lines = types.get(1).shape();
    Tensor x = k.cast(inputs.getFirst(), t);
    int[] axes = {axis};
    Tensor max = k.reduce(Combiner.MAX, x, axes, true, t);
    Tensor wide = k.view(max.strided().broadcastTo(x.shape()));
    Tensor sum = k.reduce(Combiner.SUM, Softmax.SHIFTED_EXP.at(t), List.of(x, wide), axes, true);
    Tensor logarithm = k.map(LOGARITHM.at(t), lines, List.of(sum));
    Tensor picked = k.gather(x, inputs.get(1), axis);
    Tensor y = k.map(RESULT.at(t), lines, List.of(picked, max, logarithm));
    return List.of(k.cast(y, types.getFirst().dtype()), max, logarithm);
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult(1).andResult(2);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> all) {
    Tensor g = all.getFirst().orElseThrow();
    Tensor x = s.input(0);
    DType t = s.type(0).dtype().computing();
    Shape alongAxis = Shape.of(ones(x.shape().rank())).with(axis, x.shape().size(axis));
    // Of the index's type: one map in place, where a conversion before it would make two.
    Tensor index = s.input(1);
    Tensor places = Tensor.arange(0, x.shape().size(axis), 1).to(index.dtype()).reshape(alongAxis);
    Scope scope = Scope.current();
    boolean again = scope.grad() || scope.recorder().filter(Recorder::repeats).isPresent();
    Tensor result =
        RowProgram.of(
                x.type(),
                () -> {
                  Tensor weights =
                      again
                          ? x.to(t).softmax(axis)
                          : x.to(t).sub(s.output(1)).sub(s.output(2)).exp();
                  Tensor wide = g.to(t);
                  Tensor hit = places.eq(index);
                  return List.of(hit.where(wide, 0.0).sub(weights.mul(wide)));
                })
            .getFirst();
    return Cotangents.of(result).andNone();
  }

  private static long[] ones(int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new LogSoftmaxAt(axis + 1));
  }
}
