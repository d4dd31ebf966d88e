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
import org.atled.core.autograd.RowGradient;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.GradientException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;
import org.atled.nn.StateMap;

/**
 * A rule at work on parameters: their buffers, their counts of steps, and the hyperparameters as
 * slots. {@link #step} may be recorded: all that changes from step to step is in cells.
 */
public final class Optimizer implements Mover {
  /** What one parameter needs to be moved. */
  private record Part(Parameter parameter, Way way, List<Buffer> buffers, List<Cell> cells) {
    /** What a rule remembers of a parameter, as it begins. */
    static Part of(Parameter parameter, String name, Way way) {
      Buffer steps = buffer(name + ".step", Tensor.of(0.0));
      List<Cell> cells = new ArrayList<>(List.of(parameter, steps));
      for (String number : way.rule().numbers()) {
        cells.add(buffer(name + "." + number, Tensor.of(way.rule().initial(number))));
      }
      List<Buffer> buffers = new ArrayList<>();
      for (String kind : way.rule().buffers()) {
        Tensor initial = Tensor.full(parameter.type(), way.rule().initial(kind));
        buffers.add(buffer(name + "." + kind, initial));
      }
      cells.addAll(buffers);
      return new Part(parameter, way, List.copyOf(buffers), List.copyOf(cells));
    }

    private static Buffer buffer(String name, Tensor initial) {
      Buffer buffer = new Buffer(initial);
      buffer.name(name);
      return buffer;
    }
  }

  /** A rule with its hyperparameters. */
  private record Way(
      Rule rule, ApplyRule application, ApplyRuleToRows toRows, Map<String, Slot> slots) {
    /**
     * @param prefix of the names of the slots
     */
    static Way of(Rule rule, String prefix) {
      Map<String, Slot> slots = new LinkedHashMap<>();
      rule.hyperparameters()
          .forEach((name, value) -> {
            Slot slot = Slot.of(value.doubleValue());
            slot.name(prefix + name);
            slots.put(name, slot);
          });
      ApplyRule application = new ApplyRule(rule);
      return new Way(rule, application, new ApplyRuleToRows(application), slots);
    }

    /** Whether rows without a gradient move: because of the rule, or of a slot set since. */
    boolean movesAll() {
      Slot decay = slots.get(ApplyRuleToRows.DECAY);
      // What a plan was made for is looked at by ApplyRuleToRows in each of its steps.
      return rule.rowSteps() == RowSteps.ALL_MOVE
          || (decay != null && Scope.outermost(false).call(decay::get) != 0);
    }
  }

  private final Rule rule;

  /** The rule's own, then those of its groups. */
  private final List<Way> ways = new ArrayList<>();

  private final List<Part> parts = new ArrayList<>();

  Optimizer(Rule rule, List<Parameter> parameters) {
    this.rule = rule;
    Groups groups = Groups.of(rule instanceof Clipped clipped ? clipped.rule() : rule);
    ways.add(Way.of(groups.rule(), ""));
    for (Group group : groups.groups()) {
      ways.add(Way.of(group.rule(), "group" + ways.size() + "."));
    }
    Set<Parameter> known = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!known.add(parameter)) {
        throw new ArgumentException(
            ways.getFirst().rule().name()
                + ": "
                + parameter
                + " is given twice; it would be moved twice in each step.");
      }
      Way way = ways.get(groups.of(parameter));
      way.rule().check(parameter);
      parts.add(Part.of(parameter, nameAmong(names, parameter, parts.size()), way));
    }
    requireMembers(groups);
  }

  /** A pattern that fits nothing, or nothing that is left, is a slip. */
  private void requireMembers(Groups groups) {
    for (int i = 0; i < groups.groups().size(); i++) {
      Group group = groups.groups().get(i);
      int number = i + 1;
      if (!(group.members() instanceof Group.Paths(String pattern))
          || parts.stream().anyMatch(part -> groups.of(part.parameter()) == number)) {
        continue;
      }
      List<String> fitting =
          parts.stream()
              .map(Part::parameter)
              .filter(group.members()::has)
              .map(Parameter::name)
              .toList();
      throw new ArgumentException(
          fitting.isEmpty()
              ? "%s: no parameter's path fits \"%s\"; there are %s."
                  .formatted(
                      group.rule().name(),
                      pattern,
                      parts.stream().map(part -> part.parameter().name()).toList())
              : "%s: what fits \"%s\", %s, is all in groups before it, of which the first counts; say this one earlier."
                  .formatted(group.rule().name(), pattern, fitting));
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
  public void step(Gradients found) {
    check(found);
    Gradients gradients =
        rule instanceof Clipped clipped
            ? clipped.clip().of(found.among(parts.stream().map(Part::parameter).toList()))
            : found;
    for (Part part : parts) {
      if (gradients.has(part.parameter()) && !part.parameter().isFrozen()) {
        move(part, gradients);
        part.way().rule().after(part.parameter());
      }
    }
    gradients.applyPending();
  }

  private static void move(Part part, Gradients gradients) {
    Way way = part.way();
    List<Tensor> inputs = new ArrayList<>();
    Optional<RowGradient> rows =
        way.movesAll() ? Optional.empty() : gradients.rows(part.parameter());
    if (rows.isPresent()) {
      inputs.add(rows.get().index());
      inputs.add(rows.get().sums());
    } else {
      Tensor gradient = gradients.of(part.parameter());
      inputs.add(way.rule().direction(part.parameter(), gradient, part.buffers(), way.slots()));
    }
    way.slots().values().forEach(slot -> inputs.add(slot.value()));
    Update update = rows.isPresent() ? way.toRows() : way.application();
    Dispatch.update(update, part.cells(), inputs.toArray(Tensor[]::new));
  }

  /** All before any parameter moves: an error never leaves half a step. */
  private void check(Gradients gradients) {
    boolean any = false;
    for (Part part : parts) {
      if (!gradients.has(part.parameter())) {
        continue;
      }
      any = true;
      Optional<RowGradient> rows = gradients.rows(part.parameter());
      TensorType gradient =
          rows.map(RowGradient::type).orElseGet(() -> gradients.of(part.parameter()).type());
      if (!gradient.equals(part.parameter().type())) {
        throw new GradientException(
            "step: the gradient of "
                + part.parameter()
                + " is "
                + gradient
                + "; it must be of the parameter's type.");
      }
      Rule way = part.way().rule();
      if (rows.isEmpty() && way.rowSteps() == RowSteps.NEEDED && !part.parameter().isFrozen()) {
        throw new GradientException(
            ("step: %s takes gradients of rows alone, but that of %s is of all its numbers; let"
                    + " an embedding with a sparse gradient be all that uses it, or give it another"
                    + " rule by a group.")
                .formatted(way.name(), part.parameter()));
      }
      DType type = part.parameter().type().dtype();
      if (type.computing() != type) {
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

  /** The slot of a hyperparameter, such as {@code lr}, of those that are in no group. */
  public Slot slot(String hyperparameter) {
    Map<String, Slot> slots = ways.getFirst().slots();
    return Optional.ofNullable(slots.get(hyperparameter))
        .orElseThrow(() ->
            new ArgumentException(
                rule + " has no \"" + hyperparameter + "\"; it has " + slots.keySet() + "."));
  }

  /** Sets the learning rate from the next step on; those of groups change in proportion. */
  public void learningRate(double lr) {
    slot("lr").set(checked("lr", lr, 0, Double.MAX_VALUE));
    double usual = usual(ways.getFirst());
    for (Way way : ways.subList(1, ways.size())) {
      Slot slot = way.slots().get("lr");
      if (slot != null && usual > 0) {
        slot.set(usual(way) * (lr / usual));
      }
    }
  }

  /** Sets all learning rates, those of groups too, to the rules' own times a factor. */
  public void scaleLearningRates(double factor) {
    for (Way way : ways) {
      Slot slot = way.slots().get("lr");
      if (slot != null) {
        slot.set(checked("lr", usual(way) * factor, 0, Double.MAX_VALUE));
      }
    }
  }

  private static double usual(Way way) {
    return way.rule().hyperparameters().getOrDefault("lr", 0.0);
  }

  /**
   * Sets what is called {@code momentum} or, of rules with moments, {@code beta1}, of all groups
   * that have it, from the next step on.
   *
   * @throws ArgumentException if none has
   */
  public void momentum(double momentum) {
    checked("momentum", momentum, 0, Math.nextDown(1.0));
    boolean any = false;
    for (Way way : ways) {
      for (String name : List.of("momentum", "beta1")) {
        Slot slot = way.slots().get(name);
        if (slot != null) {
          slot.set(momentum);
          any = true;
        }
      }
    }
    if (!any) {
      throw new ArgumentException(
          rule
              + " has neither a momentum above 0 nor a beta1, which the schedule would change; give"
              + " it a momentum, or take another schedule or this one withoutMomentum().");
    }
  }

  public double learningRate() {
    return slot("lr").get();
  }

  @Override
  public Rule rule() {
    return rule;
  }

  /** Everything that resuming needs: {@code lr}, {@code fc1.weight.step} and so on, to its cell. */
  public Map<String, Cell> state() {
    Map<String, Cell> state = new LinkedHashMap<>();
    ways.forEach(way -> way.slots().values().forEach(slot -> state.put(slot.name(), slot)));
    for (Part part : parts) {
      part.cells().stream().skip(1).forEach(cell -> state.put(cell.name(), cell));
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

  /** What a schedule makes of the momentum, unless the greatest is NaN: then it changes none. */
  static void checkMomenta(String schedule, double least, double greatest) {
    boolean fits = least >= 0 && least < 1 && greatest >= 0 && greatest < 1;
    if (!Double.isNaN(greatest) && !fits) {
      throw new ArgumentException(
          "%s: the momenta are %s and %s but must be in [0, 1)."
              .formatted(schedule, least, greatest));
    }
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
