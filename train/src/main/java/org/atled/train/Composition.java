package org.atled.train;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Parameter;
import org.atled.nn.Module;

/**
 * What a network consisted of when somebody looked. Modules only ever gain children and cells, so
 * that counting them tells whether it is still the same.
 */
final class Composition {
  private record Part(Module module, int children, int cells) {
    static Part of(Module module) {
      return new Part(module, module.children().size(), module.cells().size());
    }
  }

  private final String title;
  private final List<Part> parts;
  private final List<Parameter> parameters;

  private Composition(String title, List<Part> parts, List<Parameter> parameters) {
    this.title = title;
    this.parts = parts;
    this.parameters = parameters;
  }

  static Composition of(Module model) {
    return new Composition(
        model.path().isEmpty() ? "the network" : model.title(),
        model.modules().stream().map(Part::of).toList(),
        List.copyOf(model.parameters()));
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** How many numbers all parameters have. */
  long elements() {
    return parameters.stream().mapToLong(p -> p.type().shape().elements()).sum();
  }

  /** Whether nothing was registered since. */
  boolean isCurrent() {
    for (Part part : parts) {
      if (part.module().children().size() != part.children()
          || part.module().cells().size() != part.cells()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Refuses a network that there is nothing to learn in.
   *
   * @throws StateException if it has no parameters, or all of them are frozen
   */
  void requireLearning() {
    if (parameters.isEmpty()) {
      throw new StateException(
          "Trainer: "
              + title
              + " has no parameters, so that there is nothing to learn; register its layers and"
              + " parameters (child, parameter) in the constructor.");
    }
    for (Parameter parameter : parameters) {
      if (!parameter.isFrozen()) {
        return;
      }
    }
    throw new StateException(
        "Trainer: all "
            + parameters.size()
            + " parameters of "
            + title
            + " are frozen, so that there is nothing to learn; unfreeze those that are to be"
            + " learned.");
  }

  /**
   * Refuses parameters that an optimizer for this one's would not move.
   *
   * @throws StateException naming the first of them
   */
  void requireAllOf(Composition later) {
    List<Parameter> unknown = new ArrayList<>(later.parameters);
    unknown.removeAll(parameters);
    if (!unknown.isEmpty()) {
      throw new StateException(
          "Trainer: "
              + unknown.getFirst()
              + " was registered after training had begun, and the optimizer does not know it;"
              + " register all parameters before.");
    }
  }
}
