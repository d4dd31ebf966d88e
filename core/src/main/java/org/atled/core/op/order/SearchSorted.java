package org.atled.core.op.order;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/**
 * How many elements of a sorted sequence, along its last axis, are less than each value, or not
 * greater: both are sorted together, equals in the order that counts them or not, and the elements
 * of the sequence are counted.
 *
 * @param right whether equals count
 */
public record SearchSorted(boolean right) implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor sequence = inputs.get(0).detach();
    Tensor values = inputs.get(1).detach();
    if (sequence.dtype() != values.dtype()) {
      throw new TypeException(
          "the sequence is %s but the values are %s; convert one with to(…)."
              .formatted(sequence.type(), values.type()));
    }
    if (sequence.shape().rank() == 1) {
      return places(sequence, values.reshape(-1)).reshape(values.shape());
    }
    Shape s = sequence.shape();
    Shape v = values.shape();
    boolean fits = s.rank() > 0 && s.rank() == v.rank();
    if (!fits || !s.slice(0, s.rank() - 1).equals(v.slice(0, v.rank() - 1))) {
      throw new ShapeException(
          "the sequence %s has neither rank 1 nor the leading sizes of the values %s."
              .formatted(s, v));
    }
    return places(sequence, values);
  }

  private Tensor places(Tensor sequence, Tensor values) {
    long n = sequence.shape().size(-1);
    long m = values.shape().size(-1);
    Tensor all =
        right ? Structure.concat(-1, sequence, values) : Structure.concat(-1, values, sequence);
    Tensor order = all.argsort(-1);
    Tensor isOfSequence = right ? order.lt(n) : order.ge(m);
    int last = all.shape().rank() - 1;
    Tensor counts =
        Dispatch.apply(new ScatterAdd(last, all.shape()), isOfSequence.cumSum(last), order);
    return right ? counts.slice(last, n, n + m) : counts.slice(last, 0, m);
  }
}
