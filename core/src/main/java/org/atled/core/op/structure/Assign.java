package org.atled.core.op.structure;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;

/** A cell takes the numbers of a tensor of its shape and type. */
public record Assign() implements Update {
  @Override
  public void check(List<TensorType> cells, List<TensorType> inputs) {
    if (!cells.getFirst().equals(inputs.getFirst())) {
      throw new ShapeException(
          "the cell holds " + cells.getFirst() + " but the tensor is " + inputs.getFirst() + ".");
    }
  }

  @Override
  public void run(Kernels k, List<? extends Cell> cells, List<Tensor> inputs) {
    k.copyInto(inputs.getFirst(), cells.getFirst().value().strided());
  }
}
