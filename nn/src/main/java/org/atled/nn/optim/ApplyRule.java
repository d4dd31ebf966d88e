package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;

/**
 * One step of a rule on one parameter. Cells: parameter, count of steps, buffers. Inputs: gradient,
 * slots.
 */
record ApplyRule(Rule rule) implements Update {
  private static final FloatExpression NEXT = FloatExpression.of(1, in -> in.getFirst().add(1));

  @Override
  public String name() {
    return rule.getClass().getSimpleName();
  }

  @Override
  public void check(List<TensorType> cells, List<TensorType> inputs) {
    if (!cells.getFirst().equals(inputs.getFirst())) {
      throw new ShapeException(
          "the gradient is " + inputs.getFirst() + " but the parameter " + cells.getFirst() + ".");
    }
  }

  @Override
  public void run(Kernels k, List<? extends Cell> cells, List<Tensor> inputs) {
    DType type = cells.getFirst().type().dtype();
    Tensor steps = cells.get(1).value();
    List<Tensor> known = new ArrayList<>(List.of(steps));
    known.addAll(inputs.subList(1, inputs.size()));
    Expression scalars = rule.scalars(type);
    List<Tensor> coefficients = new ArrayList<>();
    for (DType output : scalars.outputs()) {
      coefficients.add(k.allocate(new TensorType(output, Shape.scalar())));
    }
    k.mapInto(scalars, known, coefficients);

    List<Tensor> operands = new ArrayList<>();
    List<Tensor> moved = new ArrayList<>();
    operands.add(cells.getFirst().value());
    moved.add(cells.getFirst().value());
    operands.add(inputs.getFirst());
    for (Cell buffer : cells.subList(2, cells.size())) {
      operands.add(buffer.value());
      moved.add(buffer.value());
    }
    operands.addAll(coefficients);
    k.mapInto(rule.update(type), operands, moved);
    k.mapInto(NEXT.at(DType.FLOAT64), List.of(steps), List.of(steps));
  }
}
