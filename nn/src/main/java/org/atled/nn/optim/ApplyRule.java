package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.error.ShapeException;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;

/**
 * One step of a rule on one parameter. Cells: parameter, count of steps, numbers, buffers. Inputs:
 * gradient, slots. Two kernels: the rule's scalars and the next count, then the rule's update.
 *
 * @param scalars for each type of parameter what {@link #counting} made, found by the first step
 */
record ApplyRule(Rule rule, Map<DType, Expression> scalars) implements Update {
  ApplyRule(Rule rule) {
    this(rule, new ConcurrentHashMap<>());
  }

  @Override
  public String name() {
    return rule.name();
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
    List<Tensor> coefficients = advance(k, cells, inputs.subList(1, inputs.size()));
    List<Tensor> moved = moving(cells).stream().map(Cell::value).toList();
    List<Tensor> operands = new ArrayList<>(moved);
    operands.add(1, inputs.getFirst());
    operands.addAll(coefficients);
    k.mapInto(rule.update(type), operands, moved);
  }

  /** The parameter and its buffers. */
  List<Cell> moving(List<? extends Cell> cells) {
    List<Cell> moving = new ArrayList<>(cells.size() - 1);
    moving.add(cells.getFirst());
    moving.addAll(cells.subList(2 + rule.numbers().size(), cells.size()));
    return moving;
  }

  /** The coefficients of this step; the count of steps and the numbers go on. */
  List<Tensor> advance(Kernels k, List<? extends Cell> cells, List<Tensor> slots) {
    DType type = cells.getFirst().type().dtype();
    Tensor steps = cells.get(1).value();
    List<Tensor> memory = new ArrayList<>();
    for (Cell number : cells.subList(2, 2 + rule.numbers().size())) {
      memory.add(number.value());
    }
    List<Tensor> known = new ArrayList<>(List.of(steps));
    known.addAll(slots);
    known.addAll(memory);
    Expression counting = scalars.computeIfAbsent(type, t -> counting(rule.scalars(t)));
    List<Tensor> numbers = new ArrayList<>(counting.outputs().size());
    int kept = memory.size() + 1;
    for (DType output : counting.outputs().subList(0, counting.outputs().size() - kept)) {
      numbers.add(k.allocate(new TensorType(output, Shape.scalar())));
    }
    List<Tensor> coefficients = List.copyOf(numbers);
    numbers.addAll(memory);
    numbers.add(steps);
    k.mapInto(counting, known, numbers);
    return coefficients;
  }

  /** The scalars and, as one more output, the count of steps plus one. */
  private static Expression counting(Expression scalars) {
    List<Instruction> code = new ArrayList<>(scalars.code());
    int steps = add(code, Primitive.INPUT, -1, -1, 0);
    int one = add(code, Primitive.CONSTANT, -1, -1, Double.doubleToRawLongBits(1));
    List<Integer> results = new ArrayList<>(scalars.results());
    results.add(add(code, Primitive.ADD, steps, one, 0));
    List<DType> outputs = new ArrayList<>(scalars.outputs());
    outputs.add(DType.FLOAT64);
    return new Expression(scalars.inputs(), code, results, outputs);
  }

  /** The index of an instruction, which no expression holds twice. */
  private static int add(List<Instruction> code, Primitive primitive, int a, int b, long payload) {
    Instruction wanted = new Instruction(primitive, DType.FLOAT64, a, b, -1, payload);
    int known = code.indexOf(wanted);
    if (known >= 0) {
      return known;
    }
    code.add(wanted);
    return code.size() - 1;
  }
}
