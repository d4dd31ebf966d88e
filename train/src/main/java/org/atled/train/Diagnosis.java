package org.atled.train;

import java.util.Map;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.Observer;

/** Finds the first place where numbers stopped being finite, by running a step again. */
final class Diagnosis implements Observer {
  private Optional<String> found = Optional.empty();

  private Diagnosis() {}

  /** Where a NaN or an infinity first appeared: {@code the output of Linear "2"}. */
  static String firstNonFinite(Layer model, Tensor x, Mode mode) {
    Diagnosis diagnosis = new Diagnosis();
    return Autograd.noGrad(() -> {
      if (!finite(x)) {
        return "the input";
      }
      model.apply(x, mode.observedBy(diagnosis));
      return diagnosis.found.orElse("the loss itself; the model's outputs are finite");
    });
  }

  @Override
  public void calling(Module module) {
    for (Map.Entry<String, Cell> entry : module.cells().entrySet()) {
      if (found.isEmpty() && !finite(entry.getValue().value())) {
        found = Optional.of("the " + entry.getKey() + " of " + module.title());
      }
    }
  }

  @Override
  public void called(Module module, Object result) {
    if (found.isEmpty() && result instanceof Tensor y && !finite(y)) {
      found = Optional.of("the output of " + module.title());
    }
  }

  /** Whether no element is NaN or infinite: x − x is 0 for finite numbers, NaN for all others. */
  static boolean finite(Tensor x) {
    return !x.dtype().isFloating() || x.sub(x).sum().item() == 0;
  }
}
