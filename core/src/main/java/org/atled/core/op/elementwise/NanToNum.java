package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x with numbers in place of NaN, ∞ and −∞. Integers and bools stay as they are. */
public record NanToNum(double nan, double greatest, double least) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.dtype().isFloating()
        ? x.isNaN().where(nan, x.isPosInf().where(greatest, x.isNegInf().where(least, x)))
        : x;
  }
}
