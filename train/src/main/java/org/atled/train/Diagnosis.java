package org.atled.train;

import java.util.Map;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.Sequential;

/** Finds the first place where numbers stopped being finite, by running a step again. */
final class Diagnosis {
  private Optional<String> found = Optional.empty();

  private Diagnosis() {}

  /** Where a NaN or an infinity first appeared: {@code the output of Linear "2"}. */
  static String firstNonFinite(Module model, Tensor x, Mode mode) {
    Diagnosis diagnosis = new Diagnosis();
    return Autograd.noGrad(() -> {
      if (!finite(x)) {
        return "the input";
      }
      model.walk(() -> diagnosis.walk(model, x, mode));
      return diagnosis.found.orElse("the loss itself; the model's outputs are finite");
    });
  }

  private Tensor walk(Module module, Tensor x, Mode mode) {
    if (module instanceof Sequential) {
      Tensor y = x;
      for (Module child : module.children().values()) {
        y = found.isPresent() ? y : walk(child, y, mode);
      }
      return y;
    }
    for (Map.Entry<String, Cell> entry : module.state().entries().entrySet()) {
      if (!finite(entry.getValue().value())) {
        found = Optional.of("the " + entry.getKey() + " of " + module.title());
        return x;
      }
    }
    Tensor y = module.apply(x, mode);
    if (!finite(y)) {
      found = Optional.of("the output of " + module.title());
    }
    return y;
  }

  /** Whether no element is NaN or infinite: x − x is 0 for finite numbers, NaN for all others. */
  static boolean finite(Tensor x) {
    return !x.dtype().isFloating() || x.sub(x).sum().item() == 0;
  }
}
