package org.atled.core.op.elementwise;

import java.util.List;
import java.util.function.Function;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** Several operations with one rounding at the end where numbers are stored in 16 bits. */
final class Wide {
  private Wide() {}

  /** What f gives, in the type where the first three inputs meet if that is of 16 bits. */
  static Tensor of(List<Tensor> inputs, Function<List<Tensor>, Tensor> f) {
    List<TensorType> types = inputs.stream().limit(3).map(Tensor::type).toList();
    DType type = Promotion.of(types);
    DType wide = type.computing();
    return type.isFloating() && type != wide
        ? f.apply(inputs.stream().map(x -> x.to(wide)).toList()).to(type)
        : f.apply(inputs);
  }
}
