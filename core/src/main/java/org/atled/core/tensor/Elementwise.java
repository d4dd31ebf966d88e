package org.atled.core.tensor;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/**
 * An operation that computes every element of the result from the elements at the same place of its
 * inputs, after broadcasting. It is an expression and a derivative.
 */
public interface Elementwise extends SingleOp {
  /**
   * The element of the result.
   *
   * @param computing what {@link #computing} said, to which operands are converted
   * @param in the elements of the inputs, of their own types
   */
  Term expression(DType computing, List<Term> in);

  /** The type in which it computes: where its operands meet, unless it says otherwise. */
  default DType computing(List<TensorType> inputs) {
    return Promotion.of(inputs);
  }

  /** The type of the result. */
  default DType result(DType computing) {
    return computing;
  }

  @Override
  default TensorType infer(List<TensorType> inputs) {
    Shape shape = inputs.getFirst().shape();
    for (int i = 1; i < inputs.size(); i++) {
      Shape next = inputs.get(i).shape();
      shape = shape.equals(next) ? shape : shape.broadcast(next);
    }
    return new TensorType(result(computing(inputs)), shape);
  }

  @Override
  default Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.map(this, type, inputs);
  }

  @Override
  default Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }

  @Override
  default boolean broadcasts() {
    return true;
  }
}
