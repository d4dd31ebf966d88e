package org.atled.nn.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Module;
import org.atled.nn.Observer;

/**
 * What the modules of a network gave in the calls that it observed, and the gradients by it:
 *
 * <pre>{@code
 * Activations seen = new Activations();
 * Tensor loss = crossEntropy.of(model.apply(x, Mode.evaluation().observedBy(seen)), y);
 * Tensor hidden = seen.of("1");
 * Tensor g = seen.gradients(loss).get("1");
 * }</pre>
 */
public final class Activations implements Observer {
  private final Map<String, List<Tensor>> byPath = new LinkedHashMap<>();

  @Override
  public void called(Module module, Object result) {
    byPath
        .computeIfAbsent(module.path(), path -> new ArrayList<>())
        .addAll(Results.tensors(result));
  }

  /** Path → tensors, those of a module that was called again after those of its first call. */
  public Map<String, List<Tensor>> all() {
    return Collections.unmodifiableMap(byPath);
  }

  /**
   * The one tensor that a module gave.
   *
   * @throws ArgumentException if it was not called, or gave several
   */
  public Tensor of(String path) {
    List<Tensor> found = byPath.getOrDefault(path, List.of());
    if (found.size() != 1) {
      throw new ArgumentException(
          "Activations: \"%s\" gave %s; those seen are %s."
              .formatted(
                  path,
                  found.isEmpty() ? "nothing" : found.size() + " tensors, which all() has",
                  byPath.keySet()));
    }
    return found.getFirst();
  }

  /**
   * ∂loss/∂a for each module's one activation a that the loss depends on and that needs a gradient:
   * where nothing below it learns, give the network an input that {@link Tensor#requiresGrad}.
   *
   * @param loss of one element, computed from what was observed
   */
  public Map<String, Tensor> gradients(Tensor loss) {
    Map<String, Tensor> asked = new LinkedHashMap<>();
    byPath.forEach((path, tensors) -> {
      if (tensors.size() == 1 && tensors.getFirst().needsGrad()) {
        asked.put(path, tensors.getFirst());
      }
    });
    Gradients found =
        Autograd.gradients(loss, Autograd.Independent.ZEROS, asked.values().toArray(Tensor[]::new));
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    asked.forEach((path, tensor) -> gradients.put(path, found.of(tensor)));
    return gradients;
  }
}
