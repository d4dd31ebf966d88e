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
 * x with y[i.., index[i.., j, k..], k..] the product of what stands there and all that the source
 * puts there. The derivative by a factor is the product of the others: by x it is multiplied, by
 * the source divided, where of several zeros none gets any, and a single one the product without
 * it. Of two each gets the sum of both less itself times the product without them: 0, whose
 * derivative by the other is that product.
 *
 * @param includeSelf whether what stands in x counts where something is put
 */
public record ScatterProduct(int axis, boolean includeSelf) implements SingleOp {
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
      long one = type.dtype().isFloating() ? Double.doubleToRawLongBits(1) : 1;
      Tensor ones = k.fill(new TensorType(type.dtype(), Shape.scalar()), one);
      Tensor everywhere = k.view(ones.strided().broadcastTo(index.shape()));
      x = k.scatter(Optional.empty(), x, index, everywhere, axis);
    }
    return k.scatter(Optional.of(Combiner.PRODUCT), x, index, inputs.get(2), axis);
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.start()
        .and(s, () -> g.mul(beside(s.input(0), s.input(1), s.input(2))))
        .andNone()
        .and(s, () -> bySource(s, g));
  }

  /** What x is multiplied by. */
  private Tensor beside(Tensor x, Tensor index, Tensor source) {
    if (!includeSelf) {
      return ScatterReduce.touched(axis, x.shape(), index).logicalNot().to(x.dtype());
    }
    return Dispatch.apply(this, x.onesLike(), index, source);
  }

  private Tensor bySource(Saved s, Tensor g) {
    Tensor index = s.input(1);
    Tensor source = s.input(2);
    Tensor zero = source.eq(0);
    Tensor one = zero.to(DType.INT64);
    Tensor zeros = Dispatch.apply(new ScatterAdd(axis, s.type(0).shape()), one, index);
    Tensor without = zero.where(1.0, source);
    Tensor rest = g.mul(Dispatch.apply(this, s.input(0), index, without)).gather(axis, index);
    Tensor alone = zero.where(source, 0.0);
    Tensor both = Dispatch.apply(new ScatterAdd(axis, s.type(0).shape()), alone, index);
    Tensor pair = rest.mul(both.gather(axis, index).sub(alone));
    Tensor count = zeros.gather(axis, index);
    Tensor single = count.eq(1).where(rest, count.eq(2).where(pair, 0.0));
    Tensor other = g.mul(s.output()).gather(axis, index).div(without);
    return zero.where(single, other);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new ScatterProduct(axis + 1, includeSelf));
  }
}
