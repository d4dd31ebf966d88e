package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.GradientException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.StateMap;

/**
 * A rule at work on parameters: their buffers, their counts of steps, and the hyperparameters as
 * slots. {@link #step} may be recorded: all that changes from step to step is in cells.
 */
public final class Optimizer {
  /** What one parameter needs to be moved. */
  private record Part(Parameter parameter, Buffer steps, List<Buffer> buffers, List<Cell> cells) {
    static Part of(Parameter parameter, Buffer steps, List<Buffer> buffers) {
      List<Cell> cells = new ArrayList<>(List.of(parameter, steps));
      cells.addAll(buffers);
      return new Part(parameter, steps, List.copyOf(buffers), List.copyOf(cells));
    }
  }

  private final Rule rule;
  private final ApplyRule application;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();

  Optimizer(Rule rule, List<Parameter> parameters) {
    this.rule = rule;
    this.application = new ApplyRule(rule);
    rule.hyperparameters()
        .forEach((name, value) -> {
          Slot slot = Slot.of(value.doubleValue());
          slot.name(name);
          slots.put(name, slot);
        });
    Set<Parameter> known = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!known.add(parameter)) {
        throw new ArgumentException(
            rule.getClass().getSimpleName()
                + ": "
                + parameter
                + " is given twice; it would be moved twice in each step.");
      }
      String name = nameAmong(names, parameter, parts.size());
      List<Buffer> buffers = new ArrayList<>();
      for (String kind : rule.buffers()) {
        Buffer buffer = new Buffer(Tensor.full(parameter.type(), 0));
        buffer.name(name + "." + kind);
        buffers.add(buffer);
      }
      Buffer steps = new Buffer(Tensor.of(0.0));
      steps.name(name + ".step");
      parts.add(Part.of(parameter, steps, buffers));
    }
  }

  /** The parameter's own name, or its place where it has none or another has the same. */
  private static String nameAmong(Set<String> names, Parameter parameter, int place) {
    String name = parameter.name();
    String distinct = name.isEmpty() || names.contains(name) ? name + "#" + place : name;
    names.add(distinct);
    return distinct;
  }

  /**
   * Moves every parameter that the gradients know and that is not frozen, and makes the changes
   * that wait in what they were taken of, such as running statistics.
   *
   * @throws GradientException if they know none of the parameters
   * @throws TypeException if one is a float16 or bfloat16
   */
  public void step(Gradients gradients) {
    check(gradients);
    for (Part part : parts) {
      Optional<Tensor> gradient = gradients.find(part.parameter());
      if (gradient.isPresent() && !part.parameter().isFrozen()) {
        Tensor[] inputs = new Tensor[1 + slots.size()];
        inputs[0] = gradient.get();
        int next = 1;
        for (Slot slot : slots.values()) {
          inputs[next++] = slot.value();
        }
        Dispatch.update(application, part.cells(), inputs);
      }
    }
    gradients.applyPending();
  }

  /** All before any parameter moves: an error never leaves half a step. */
  private void check(Gradients gradients) {
    boolean any = false;
    for (Part part : parts) {
      Optional<Tensor> gradient = gradients.find(part.parameter());
      any |= gradient.isPresent();
      if (gradient.isPresent() && !gradient.get().type().equals(part.parameter().type())) {
        throw new GradientException(
            "step: the gradient of "
                + part.parameter()
                + " is "
                + gradient.get().type()
                + "; it must be of the parameter's type.");
      }
      DType type = part.parameter().type().dtype();
      if (gradient.isPresent() && type.computing() != type) {
        throw new TypeException(
            "step: "
                + part.parameter()
                + " is only stored in "
                + type
                + ", in which most steps would be rounded away; keep a float32 parameter and"
                + " convert it with to(…) where it is used, or freeze it.");
      }
    }
    if (!any && !parts.isEmpty()) {
      throw new GradientException(
          "step: the gradients were taken by none of the optimizer's "
              + parts.size()
              + " parameters; were they made from another model?");
    }
  }

  /** The slot of a hyperparameter, such as {@code lr}. */
  public Slot slot(String hyperparameter) {
    return Optional.ofNullable(slots.get(hyperparameter))
        .orElseThrow(() ->
            new ArgumentException(
                rule + " has no \"" + hyperparameter + "\"; it has " + slots.keySet() + "."));
  }

  /** Sets the learning rate from the next step on. */
  public void learningRate(double lr) {
    slot("lr").set(checked("lr", lr, 0, Double.MAX_VALUE));
  }

  public double learningRate() {
    return slot("lr").get();
  }

  public Rule rule() {
    return rule;
  }

  /** Everything that resuming needs: {@code lr}, {@code fc1.weight.step} and so on, to its cell. */
  public Map<String, Cell> state() {
    Map<String, Cell> state = new LinkedHashMap<>(slots);
    for (Part part : parts) {
      state.put(part.steps().name(), part.steps());
      part.buffers().forEach(buffer -> state.put(buffer.name(), buffer));
    }
    return Collections.unmodifiableMap(state);
  }

  /**
   * Takes over what {@link #state} held in another run; all is checked before anything is written.
   *
   * @throws org.atled.core.error.StateException if it is of another rule or other parameters
   */
  public void restore(Map<String, Tensor> saved) {
    StateMap.of(state()).restore(saved);
  }

  /** A hyperparameter inside its range; the bounds belong to it. */
  static double checked(String name, double value, double least, double greatest) {
    if (!(value >= least && value <= greatest)) {
      String range =
          greatest == Double.MAX_VALUE
              ? (least == -greatest ? "finite" : "at least " + least + " and finite")
              : "from " + least + " to " + greatest;
      throw new ArgumentException(name + " is " + value + " but must be " + range + ".");
    }
    return value;
  }
}
