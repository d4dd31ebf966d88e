package org.atled.core.op.random;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.RandomKernel;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Random numbers of a shape, see {@link RandomKernel}: a function of the key, the step (an int64 of
 * rank 0) and, if there is a second input, of the number of the example in each row. No derivative.
 */
public record RandomDraw(RandomKernel.Draw draw, long key, TensorType type) implements SingleOp {
  @Override
  public Operands operands() {
    return Operands.between(1, 2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    if (!type.dtype().isFloating() || type.dtype().computing() != type.dtype()) {
      throw new TypeException(
          "draws float32 or float64, not " + type + "; convert what it draws with to(…).");
    }
    if (!inputs.getFirst().equals(new TensorType(DType.INT64, Shape.scalar()))) {
      throw new TypeException(
          "the step is " + inputs.getFirst() + " but must be an int64 of rank 0.");
    }
    if (inputs.size() == 2 && inputs.get(1).dtype() != DType.INT64) {
      throw new TypeException(
          "the example numbers are " + inputs.get(1) + " but must be int64; convert with to(…).");
    }
    if (inputs.size() == 2) {
      Shape rows = inputs.get(1).shape();
      if (type.shape().rank() == 0 || !rows.equals(Shape.of(type.shape().size(0)))) {
        throw new ShapeException(
            "the example numbers "
                + rows
                + " do not fit the leading axis of "
                + type.shape()
                + ".");
      }
    }
    return type;
  }

  @Override
  public Tensor forward(Kernels k, TensorType inferred, List<Tensor> inputs) {
    Optional<Tensor> rows = inputs.size() == 2 ? Optional.of(inputs.get(1)) : Optional.empty();
    return k.random(draw, key, type, inputs.getFirst(), rows);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }
}
