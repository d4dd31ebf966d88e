package org.atled.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.init.Initializer;
import org.jspecify.annotations.Nullable;

/**
 * A function with state: the registry of its children, parameters and buffers, each under a name
 * given in the constructor, and the call, which errors, draws and observers know it by. Its path in
 * the network, such as {@code 0.weight}, is made of these names.
 *
 * <p>From one tensor to one it is a {@link Layer}. With other inputs, several results or a state it
 * declares an {@code apply} with the types it wants, and does its work inside {@link #call}. State
 * goes in as an argument and comes out as a result; it is never kept in a field:
 *
 * <pre>{@code
 * record Out(Tensor logits, LSTM.State state) {}
 *
 * Out apply(Tensor tokens, LSTM.State state, Mode mode) {
 *   return call(mode, () -> {
 *     LSTM.Out h = lstm.apply(embed.apply(tokens, mode), state, mode);
 *     return new Out(head.apply(h.sequence(), mode), h.state());
 *   });
 * }
 * }</pre>
 *
 * <p>What is not registered would be neither trained nor saved, so it is an error to apply a module
 * with parameters or buffers inside the call of another that it is no part of. A module without
 * any, such as ReLU, needs no registration. A network that is to be used as it is, say a pretrained
 * one, needs none either once all its parameters are frozen ({@link StateMap#freeze}); whoever
 * makes the module again then gives it that network again. A call that works on several threads is
 * looked at on its own thread alone.
 *
 * <p>Parameters are drawn by their initialisers when {@link #initialize} is called, or else when
 * the module is first used, from {@link #DEFAULT_SEED} and their path.
 *
 * <p>Import it by its name, {@code import org.atled.nn.Module;}: beside a module or package import
 * {@link java.lang.Module} would be meant.
 */
public abstract class Module {
  /** Where weights come from when nobody says. */
  public static final Seed DEFAULT_SEED = Seed.of(0);

  private final Map<String, Module> children = new LinkedHashMap<>();
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final Drawing drawing = new Drawing();
  private @Nullable Module parent;
  private String name = "";

  /**
   * What it takes to make this module again, without its numbers: a record of its own, of which
   * {@link org.atled.nn.layer.Layers} writes and reads the components. Empty when there is nothing
   * to say, or when code is needed that a file cannot hold.
   */
  public Optional<? extends Record> config() {
    return Optional.empty();
  }

  /**
   * Runs this module's work as a call: its errors name this module, what is drawn in it is drawn
   * for it, and the mode's observers hear of it.
   *
   * @param body the work
   * @return what it gave
   * @throws StateException if this module has parameters that are not frozen, or only buffers, and
   *     works inside the call of another that it is no part of
   */
  protected final <T> T call(Mode mode, Supplier<T> body) {
    return Call.run(
        this,
        () -> {
          settle();
          mode.observers().forEach(observer -> Call.tell(this, () -> observer.calling(this)));
          T result = named(body);
          mode.observers()
              .forEach(observer -> Call.tell(this, () -> observer.called(this, result)));
          return result;
        });
  }

  /**
   * Tells the mode's observers of attention in this module's call: whoever writes a module that
   * attends calls it there, beside the attention itself.
   */
  protected final void tellOf(Attended how, Mode mode) {
    mode.observers().forEach(observer -> Call.tell(this, () -> observer.attended(this, how)));
  }

  private <T> T named(Supplier<T> body) {
    try {
      return body.get();
    } catch (AtledException e) {
      // The innermost module speaks; those around it would repeat its path.
      throw e.places().stream().anyMatch(place -> place.contains("\"")) ? e : e.within(title());
    }
  }

  /**
   * The seed of this module's next draws in the running call of the network: of the mode's seed and
   * its path, and from the second time on of their count, so that a module that is applied twice
   * draws twice. The first draw of a later call of the network is that of this one: give each call
   * a step, or a {@linkplain Mode#at name}, of its own.
   *
   * @throws StateException outside {@link #call}
   */
  protected final Seed draws(Mode.Training mode) {
    Seed own = mode.seed().at(path());
    int before = Call.drawsBefore(this);
    return before == 0 ? own : own.at(before);
  }

  /**
   * Registers a module that belongs to this one.
   *
   * <p>A module may be registered in several places, of one network or of two: it is tied, one set
   * of numbers for all of them. It keeps the path of its first place, by which its weights are
   * drawn.
   */
  protected final <M extends Module> M child(String childName, M module) {
    free(childName);
    if (module.modules().contains(this)) {
      throw new StateException(
          title() + ": \"" + childName + "\" would make the module a child of itself.");
    }
    children.put(childName, module);
    // A module that stands in several places (tied weights) keeps the path of its first.
    Module child = module;
    if (child.parent == null) {
      child.parent = this;
      child.name = childName;
      child.nameCells();
    }
    return module;
  }

  /** Registers a parameter that an initialiser will fill. */
  protected final Parameter parameter(String cellName, TensorType type, Initializer initializer) {
    Parameter parameter = parameter(cellName, Tensor.full(type, 0));
    drawing.add(parameter, initializer);
    return parameter;
  }

  /** Registers a parameter that starts with these numbers. */
  protected final Parameter parameter(String cellName, Tensor initial) {
    return register(cellName, new Parameter(initial));
  }

  /** Registers a buffer that starts with these numbers. */
  protected final Buffer buffer(String cellName, Tensor initial) {
    return register(cellName, new Buffer(initial));
  }

  /**
   * Registers a buffer that an initialiser will fill, after those cells of this module that were
   * registered before.
   */
  protected final Buffer buffer(String cellName, TensorType type, Initializer initializer) {
    Buffer buffer = buffer(cellName, Tensor.full(type, 0));
    drawing.add(buffer, initializer);
    return buffer;
  }

  private <C extends Cell> C register(String cellName, C cell) {
    free(cellName);
    cells.put(cellName, cell);
    cell.name(path(cellName));
    return cell;
  }

  private void free(String key) {
    if (key.isEmpty() || key.contains(".") || children.containsKey(key) || cells.containsKey(key)) {
      throw new StateException(
          title()
              + ": the name \""
              + key
              + "\" is taken, empty, or contains a dot; names of children and cells are distinct.");
    }
  }

  private void nameCells() {
    cells.forEach((key, cell) -> cell.name(path(key)));
    children.values().stream().filter(c -> c.parent == this).forEach(Module::nameCells);
  }

  /** The path of something registered here. */
  private String path(String key) {
    return path().isEmpty() ? key : path() + "." + key;
  }

  /** Where this module stands in its network: {@code encoder.fc1}; empty for the network itself. */
  public final String path() {
    return parent == null ? name : parent.path(name);
  }

  /** Registered modules by name, in order. */
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(children);
  }

  /** This module's own parameters and buffers by name, in order. */
  public final Map<String, Cell> cells() {
    settle();
    return Collections.unmodifiableMap(cells);
  }

  /** The same, though nothing may have filled them yet. */
  final Map<String, Cell> registered() {
    return cells;
  }

  /** This module and all below it, each once, parents first. */
  public final List<Module> modules() {
    Map<Module, Boolean> seen = new LinkedHashMap<>();
    collect(seen);
    return new ArrayList<>(seen.keySet());
  }

  private void collect(Map<Module, Boolean> seen) {
    if (seen.put(this, true) == null) {
      children.values().forEach(child -> child.collect(seen));
    }
  }

  /** Whether a module was first registered at or below this one. */
  final boolean isAbove(Module module) {
    for (Module at = module; at != null; at = at.parent) {
      if (at == this) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has numbers that a network around it should train or save: see the class. */
  final boolean belongsInANetwork() {
    if (cells.isEmpty() && children.isEmpty()) {
      return false;
    }
    boolean frozen = false;
    boolean any = false;
    for (Module module : modules()) {
      for (Cell cell : module.cells.values()) {
        any = true;
        if (cell instanceof Parameter parameter) {
          if (!parameter.isFrozen()) {
            return true;
          }
          frozen = true;
        }
      }
    }
    return any && !frozen;
  }

  /**
   * Finds out whether training would reach all that a loss was computed from: each parameter that
   * is not frozen must be registered at or below this module. {@link org.atled.nn.optim.Optimizer
   * Optimizers} move those of {@link #parameters}, and gradients by these say nothing of others.
   *
   * @param loss computed by this module
   * @throws StateException if one is not; it names all such parameters
   */
  public final void checkTrains(Tensor loss) {
    Set<Parameter> registered = new HashSet<>(parameters());
    List<Parameter> strangers =
        Autograd.parametersOf(loss).stream().filter(p -> !registered.contains(p)).toList();
    if (!strangers.isEmpty()) {
      throw new StateException(
          title()
              + ": the loss depends on "
              + strangers.stream().map(Parameter::toString).collect(Collectors.joining(" and "))
              + ", which is not registered and would never be trained; register it in the"
              + " constructor: this.scale = parameter(\"scale\", initial), or freeze it if it is"
              + " meant to stay as it is.");
    }
  }

  /** All parameters at and below this module, tied ones once. */
  public final List<Parameter> parameters() {
    return state().parameters();
  }

  /** All parameters and buffers at and below this module. */
  public final StateMap state() {
    return StateMap.of(this);
  }

  /** Draws every parameter and buffer that has an initialiser anew, from the seed and its path. */
  public final void initialize(Seed seed) {
    modules().forEach(module -> module.drawing.draw(seed));
  }

  /** Draws those of them that nothing has filled yet. */
  public final void initializePending(Seed seed) {
    modules().forEach(module -> module.drawing.drawPending(seed));
  }

  /** Whether nothing is left that {@link #initializePending} would draw. */
  public final boolean isInitialized() {
    return modules().stream().allMatch(module -> module.drawing.isSettled());
  }

  /** Tells it that its parameters hold numbers from elsewhere: nothing is to be drawn any more. */
  public final void markInitialized() {
    modules().forEach(module -> module.drawing.settle());
  }

  /** Tells it that these of its cells hold numbers from elsewhere. */
  final void markInitialized(Collection<Cell> filled) {
    modules().forEach(module -> module.drawing.settle(filled));
  }

  /** Runs code that uses this network only for its shapes: what it draws is drawn anew later. */
  public final void withoutSettling(Runnable body) {
    Drawing.undone(modules().stream().map(module -> module.drawing).toList(), body);
  }

  /**
   * Draws what nothing has filled yet. A module that hands out one of its cells calls this first,
   * so that nobody sees the cell empty, and what is written to it stays.
   */
  protected final void settle() {
    drawing.drawPending(DEFAULT_SEED);
  }

  /** {@code Linear "fc1"}: how errors call it; the network itself has no path. */
  public final String title() {
    String kind = getClass().getSimpleName();
    return path().isEmpty() ? kind : kind + " \"" + path() + "\"";
  }

  /** The kind and what matters of it: {@code Linear(784, 512)}. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + "()";
  }
}
