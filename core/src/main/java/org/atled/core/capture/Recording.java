package org.atled.core.capture;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;

/**
 * A step as a list of operations and changes of cells.
 *
 * @param inputs the types of the arguments
 * @param steps in the order in which they ran
 * @param outputs where the returned tensors come from
 * @param first what the recorded run itself returned
 * @param results how many results the steps number
 */
public record Recording(
    List<TensorType> inputs,
    List<Step> steps,
    List<Source> outputs,
    List<Tensor> first,
    int results) {
  public Recording {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    first = List.copyOf(first);
  }

  /** One thing that passed the door. */
  public sealed interface Step {
    /** An operation; its result has the given number. */
    record Apply(Op op, List<Source> inputs, int result) implements Step {}

    /** A change of cells in place. */
    record Change(Update update, List<Cell> cells, List<Source> inputs) implements Step {}
  }

  /** Where an operand comes from. */
  public sealed interface Source {
    /** An argument of the recording. */
    record Input(int index) implements Source {}

    /** The result of an earlier step. */
    record Result(int index) implements Source {}

    /** What a cell holds at that moment. */
    record Live(Cell cell) implements Source {}

    /**
     * A tensor made before the step: the same one in every run. Its numbers are the same too,
     * unless it is a view of a cell's live tensor.
     */
    record Constant(Tensor value) implements Source {}
  }

  /**
   * Runs the steps one by one on other inputs: the same numbers, and the same changes of cells, as
   * the step itself would give.
   *
   * @throws ShapeException if the inputs are not of the recorded types
   */
  public List<Tensor> replay(List<Tensor> arguments) {
    List<TensorType> types = arguments.stream().map(Tensor::type).toList();
    if (!types.equals(inputs)) {
      throw new ShapeException(
          "replay: the step was recorded for inputs "
              + inputs
              + " but is given "
              + types
              + "; record it again for these.");
    }
    return Autograd.noGrad(() -> run(arguments));
  }

  private List<Tensor> run(List<Tensor> arguments) {
    Tensor[] values = new Tensor[results];
    for (Step step : steps) {
      switch (step) {
        case Step.Apply s ->
            values[s.result()] = Dispatch.apply(s.op(), resolve(s.inputs(), arguments, values));
        case Step.Change s ->
            Dispatch.update(s.update(), s.cells(), resolve(s.inputs(), arguments, values));
      }
    }
    return List.of(resolve(outputs, arguments, values));
  }

  private static Tensor[] resolve(List<Source> sources, List<Tensor> arguments, Tensor[] values) {
    Tensor[] tensors = new Tensor[sources.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] =
          switch (sources.get(i)) {
            case Source.Input s -> arguments.get(s.index());
            case Source.Result s -> values[s.index()];
            case Source.Live s -> s.cell().value();
            case Source.Constant s -> s.value();
          };
    }
    return tensors;
  }
}
