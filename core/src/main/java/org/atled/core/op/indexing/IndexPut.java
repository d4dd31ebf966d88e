package org.atled.core.op.indexing;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * x with a value where index terms choose.
 *
 * @param accumulate whether it is added to what stands there
 */
public record IndexPut(List<Index> terms, boolean accumulate) implements Composite {
  public IndexPut {
    terms = List.copyOf(terms);
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor value = inputs.get(1);
    Tensor numbers = Tensor.arange(x.shape().elements()).reshape(x.shape());
    Tensor places = Selection.of(numbers, terms).read();
    if (value.dtype() != x.dtype() || !value.shape().broadcastsTo(places.shape())) {
      throw new ShapeException(
          "%s does not go where %s%s is chosen; the types must be equal, and the shape broadcast."
              .formatted(value.type(), x.dtype(), places.shape()));
    }
    return x.put(places, value.broadcastTo(places.shape()), accumulate);
  }
}
