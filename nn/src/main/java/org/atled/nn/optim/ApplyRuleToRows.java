package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;

/**
 * One step of a rule on some rows of one parameter. Cells as of {@link ApplyRule}; inputs: which
 * rows, the gradient of each, slots. A row that is named several times has the same gradient each
 * time, and so becomes the same.
 */
record ApplyRuleToRows(ApplyRule whole) implements Update {
  /** The hyperparameter that moves rows without a gradient, unless it is 0. */
  static final String DECAY = "weightDecay";

  /**
   * λ, which is 0. A plan keeps to the rows that it was made for, while the slot may be set.
   *
   * @param rule its name
   */
  private record NoDecay(String rule) implements BlockFunction {
    @Override
    public String name() {
      return rule;
    }

    @Override
    public long flops() {
      return 0;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      double decay = inputs[0][0];
      if (decay != 0) {
        throw new StateException(
            ("the weight decay is %s but was 0 when this plan was made, which therefore leaves"
                    + " rows without a gradient alone; make the plan anew, or the rule with a"
                    + " weight decay.")
                .formatted(decay));
      }
      outputs[0][0] = decay;
    }
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public void check(List<TensorType> cells, List<TensorType> inputs) {
    TensorType parameter = cells.getFirst();
    TensorType gradient = inputs.get(1);
    Shape rows = parameter.shape().with(0, inputs.getFirst().shape().size(0));
    if (!gradient.equals(new TensorType(parameter.dtype(), rows))) {
      throw new ShapeException(
          "the gradient of %s rows is %s but the parameter %s."
              .formatted(rows.size(0), gradient, parameter));
    }
  }

  @Override
  public void run(Kernels k, List<? extends Cell> cells, List<Tensor> inputs) {
    DType type = cells.getFirst().type().dtype();
    Tensor gradient = inputs.get(1);
    List<Tensor> coefficients =
        whole.advance(k, cells, undecayed(k, inputs.subList(2, inputs.size())));
    Tensor index = k.rowIndex(inputs.getFirst(), gradient.shape());
    List<Cell> moving = whole.moving(cells);
    List<Tensor> operands = new ArrayList<>();
    List<Tensor> moved = new ArrayList<>();
    for (Cell cell : moving) {
      operands.add(k.gather(cell.value(), index, 0));
      moved.add(k.allocate(gradient.type()));
    }
    operands.add(1, gradient);
    operands.addAll(coefficients);
    k.mapInto(whole.rule().update(type), operands, moved);
    for (int i = 0; i < moved.size(); i++) {
      k.scatterInto(Optional.empty(), moved.get(i), index, 0, moving.get(i).value().strided());
    }
  }

  /** The slots, of which a weight decay is looked at. */
  private List<Tensor> undecayed(Kernels k, List<Tensor> slots) {
    Rule rule = whole.rule();
    int decay = List.copyOf(rule.hyperparameters().keySet()).indexOf(DECAY);
    if (decay < 0) {
      return slots;
    }
    List<Tensor> all = new ArrayList<>(slots);
    Tensor lambda = all.get(decay);
    all.set(
        decay,
        k.call(new NoDecay(rule.name()), 0, List.of(lambda), List.of(lambda.type())).getFirst());
    return all;
  }
}
