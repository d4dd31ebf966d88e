package org.atled.train;

import java.util.Map;
import java.util.Optional;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.Observer;
import org.atled.nn.inspect.Results;

/** Finds the first place where numbers stopped being finite, by running a step again. */
final class Diagnosis implements Observer {
  private Optional<String> found = Optional.empty();

  private Diagnosis() {}

  /** Where a NaN or an infinity first appeared: {@code the output of Linear "2"}. */
  static String firstNonFinite(Step step, Batch batch, Mode mode) {
    for (Map.Entry<String, Tensor> entry : batch.tensors().entries().entrySet()) {
      if (!finite(entry.getValue())) {
        return entry.getKey().equals(Batch.X)
            ? "the input"
            : "\"" + entry.getKey() + "\" of the batch";
      }
    }
    Diagnosis diagnosis = new Diagnosis();
    // With its history, since a step may differentiate; of what waits for an optimizer none comes.
    Outcome outcome = step.of(batch, mode.observedBy(diagnosis));
    for (Map.Entry<String, Tensor> entry : outcome.outputs().entries().entrySet()) {
      diagnosis.look(entry.getValue(), "\"" + entry.getKey() + "\" of the step's outcome");
    }
    return diagnosis.found.orElse("the loss itself; the model's outputs are finite");
  }

  @Override
  public void calling(Module module) {
    module.cells().forEach((name, cell) -> look(cell, name, module));
  }

  private void look(Cell cell, String name, Module module) {
    look(cell.value(), "the " + name + " of " + module.title());
  }

  @Override
  public void called(Module module, Object result) {
    Results.tensors(result).forEach(tensor -> look(tensor, "the output of " + module.title()));
  }

  private void look(Tensor tensor, String place) {
    if (found.isEmpty() && !finite(tensor)) {
      found = Optional.of(place);
    }
  }

  /** Whether no element is NaN or infinite: x − x is 0 for finite numbers, NaN for all others. */
  static boolean finite(Tensor x) {
    return !x.dtype().isFloating() || x.sub(x).sum().item() == 0;
  }
}
