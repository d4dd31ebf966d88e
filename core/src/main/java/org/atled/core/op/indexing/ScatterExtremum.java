package org.atled.core.op.indexing;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * x with y[i.., index[i.., j, k..], k..] the greatest (least) of what stands there and all that the
 * source puts there; NaN if one is. Equals share the cotangent, as in PyTorch, but without {@code
 * includeSelf} an equal x takes no part of it.
 *
 * @param includeSelf whether what stands in x counts where something is put
 */
public record ScatterExtremum(boolean greatest, int axis, boolean includeSelf) implements SingleOp {
  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Scatter.check(inputs, axis);
    return inputs.getFirst();
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor index = inputs.get(1);
    if (!includeSelf) {
      Tensor least = k.fill(new TensorType(type.dtype(), Shape.scalar()), identity(type.dtype()));
      Tensor everywhere = k.view(least.strided().broadcastTo(index.shape()));
      x = k.scatter(Optional.empty(), x, index, everywhere, axis);
    }
    Combiner combiner = greatest ? Combiner.MAX : Combiner.MIN;
    return k.scatter(Optional.of(combiner), x, index, inputs.get(2), axis);
  }

  private long identity(DType dtype) {
    return switch (dtype) {
      case BOOL -> greatest ? 0 : 1;
      case UINT8 -> greatest ? 0 : 255;
      case INT32 -> greatest ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      case INT64 -> greatest ? Long.MIN_VALUE : Long.MAX_VALUE;
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 ->
          Double.doubleToRawLongBits(
              greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    };
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor index = s.input(1);
    Tensor there = s.input(0).eq(s.output());
    Tensor chosen =
        includeSelf
            ? there
            : ScatterReduce.touched(axis, s.type(0).shape(), index).logicalNot().mul(there);
    Tensor own = chosen.to(g.dtype());
    Tensor put = s.input(2).eq(s.output().gather(axis, index)).to(g.dtype());
    Tensor puts = Dispatch.apply(new ScatterAdd(axis, s.type(0).shape()), put, index);
    // Where a NaN won, nobody equals it: 0·(g/0), a NaN for all, as PyTorch's.
    Tensor share = g.div(own.add(puts));
    return Cotangents.start()
        .and(s, () -> own.mul(share))
        .andNone()
        .and(s, () -> put.mul(share.gather(axis, index)));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new ScatterExtremum(greatest, axis + 1, includeSelf));
  }
}
