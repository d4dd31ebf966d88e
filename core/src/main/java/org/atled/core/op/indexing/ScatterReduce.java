package org.atled.core.op.indexing;

import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.ScatterReduction;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * x with y[i.., index[i.., j, k..], k..] reduced from what stands there and all that the source
 * puts there.
 *
 * @param includeSelf whether what stands in x counts where something is put
 */
public record ScatterReduce(ScatterReduction reduction, int axis, boolean includeSelf)
    implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor index = inputs.get(1);
    Tensor source = inputs.get(2);
    Scatter.check(inputs.stream().map(Tensor::type).toList(), axis);
    return switch (reduction) {
      case SUM -> sum(x, index, source);
      case PROD -> Dispatch.apply(new ScatterProduct(axis, includeSelf), x, index, source);
      case MEAN -> mean(x, index, source);
      case MAX -> Dispatch.apply(new ScatterExtremum(true, axis, includeSelf), x, index, source);
      case MIN -> Dispatch.apply(new ScatterExtremum(false, axis, includeSelf), x, index, source);
    };
  }

  private Tensor sum(Tensor x, Tensor index, Tensor source) {
    Tensor sums = Dispatch.apply(new ScatterAdd(axis, x.shape()), source, index);
    Tensor zero = Tensor.full(new TensorType(x.dtype(), Shape.scalar()), 0);
    return includeSelf ? x.add(sums) : touched(axis, x.shape(), index).where(zero, x).add(sums);
  }

  private Tensor mean(Tensor x, Tensor index, Tensor source) {
    DType type = x.dtype();
    if (!type.isFloating()) {
      throw new TypeException(
          "takes floats to average, not %s; convert with to(…).".formatted(x.type()));
    }
    DType wide = type.computing();
    Tensor one = Tensor.full(new TensorType(wide, Shape.scalar()), 1);
    Tensor count =
        Dispatch.apply(new ScatterAdd(axis, x.shape()), one.broadcastTo(index.shape()), index);
    return sum(x.to(wide), index, source.to(wide))
        .div(includeSelf ? count.add(one) : count.maximum(one))
        .to(type);
  }

  /** Which elements of a shape an index names. */
  static Tensor touched(int axis, Shape shape, Tensor index) {
    Tensor yes = Tensor.of(true).broadcastTo(index.shape());
    return Dispatch.apply(new ScatterAdd(axis, shape), yes, index);
  }
}
