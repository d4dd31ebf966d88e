package org.atled.nn;

import java.nio.file.Path;
import java.util.ArrayList;
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
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.formats.json.JsonObject;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.init.Initializer;
import org.jspecify.annotations.Nullable;

/**
 * A function with state: children, parameters and buffers, each registered under a name in the
 * constructor. Its path in the network, such as {@code 0.weight}, is made of these names.
 *
 * <p>What is not registered would be neither trained nor saved, so it is an error to apply a module
 * with parameters or buffers inside the forward of another that it is no part of. A module without
 * any, such as ReLU, needs no registration. A network that is to be used as it is, say a pretrained
 * one, needs none either once all its parameters are frozen ({@link #freeze}); whoever makes the
 * module again then gives it that network again. A forward that works on several threads is looked
 * at on its own thread alone.
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
  private final Map<Parameter, Initializer> pending = new LinkedHashMap<>();
  private volatile boolean settled = true;
  private @Nullable Module parent;
  private String name = "";

  /** The function. Called by {@link #apply}, which names this module in errors. */
  protected abstract Tensor forward(Tensor x, Mode mode);

  /**
   * What it takes to make this module again, without its numbers; empty when code is needed that a
   * file cannot hold. {@link org.atled.nn.layer.Layers} reads it.
   */
  public Optional<JsonObject> config() {
    return Optional.empty();
  }

  /**
   * Runs code that applies parts of this network one by one, in place of its forward: a walk that
   * looks at what stands between. They may use each other as in a call of the whole.
   */
  public final <T> T walk(Supplier<T> parts) {
    return Call.within(this, parts);
  }

  /** Evaluates; as {@link #apply(Tensor, Mode)} in {@link Mode#evaluation}. */
  public final Tensor apply(Tensor x) {
    return apply(x, Mode.evaluation());
  }

  /**
   * The function, in a mode.
   *
   * @throws StateException if this module has parameters that are not frozen, or only buffers, and
   *     works inside the forward of another that it is no part of
   */
  public final Tensor apply(Tensor x, Mode mode) {
    return Call.run(this, () -> named(x, mode));
  }

  private Tensor named(Tensor x, Mode mode) {
    settle();
    try {
      return forward(x, mode);
    } catch (AtledException e) {
      // The innermost module speaks; those around it would repeat its path.
      throw e.places().stream().anyMatch(place -> place.contains("\"")) ? e : e.within(title());
    }
  }

  /**
   * Registers a module that belongs to this one.
   *
   * <p>A module may be registered in several places, of one network or of two: it is tied, one set
   * of numbers for all of them. It keeps the path of its first place, by which its weights are
   * drawn and its dropout drops: give each place a {@link org.atled.nn.layer.Dropout} of its own.
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
    pending.put(parameter, initializer);
    settled = false;
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

  /** Draws every parameter that has an initialiser anew, each from the seed and its path. */
  public final void initialize(Seed seed) {
    modules().forEach(module -> module.draw(seed));
  }

  /** Draws those parameters that nothing has filled yet. */
  public final void initializePending(Seed seed) {
    modules().stream().filter(module -> !module.settled).forEach(module -> module.draw(seed));
  }

  /** Tells it that its parameters hold numbers from elsewhere: nothing is to be drawn any more. */
  public final void markInitialized() {
    modules().forEach(module -> module.settled = true);
  }

  /** Runs code that uses this network only for its shapes: what it draws is drawn anew later. */
  public final void withoutSettling(Runnable body) {
    List<Module> pendingNow = modules().stream().filter(module -> !module.settled).toList();
    try {
      body.run();
    } finally {
      pendingNow.forEach(module -> module.settled = false);
    }
  }

  /**
   * Draws what nothing has filled yet. A module that hands out one of its cells calls this first,
   * so that nobody sees the cell empty, and what is written to it stays.
   */
  protected final void settle() {
    if (!settled) {
      synchronized (this) {
        // Two threads may arrive here at once; drawing twice would change cells that one has read.
        if (!settled) {
          draw(DEFAULT_SEED);
        }
      }
    }
  }

  private synchronized void draw(Seed seed) {
    // Beside any recording and any gradient: drawing is not part of the step that first needs it.
    new Scope(false, Optional.empty())
        .call(() -> {
          pending.forEach((parameter, initializer) ->
              parameter.copyInto(initializer.draw(seed.at(parameter.name()), parameter.type())));
          return this;
        });
    settled = true;
  }

  /** Saves it as a folder; see {@link ModelFolder}. */
  public final void save(Path folder) {
    ModelFolder.save(folder, this);
  }

  /** Loads a network of Atled's layers from a folder; see {@link ModelFolder}. */
  public static Module load(Path folder) {
    return ModelFolder.load(folder).model();
  }

  /** Freezes all parameters at and below this module: they need no gradient. */
  public final void freeze() {
    freeze(true);
  }

  /** Lets all parameters at and below this module learn again. */
  public final void unfreeze() {
    freeze(false);
  }

  /** Draws nothing: a network may be frozen in part before its seed is known. */
  private void freeze(boolean on) {
    for (Module module : modules()) {
      for (Cell cell : module.cells.values()) {
        if (cell instanceof Parameter parameter) {
          parameter.freeze(on);
        }
      }
    }
  }

  /**
   * A table of layers, output shapes and parameter counts.
   *
   * @param input the shape of one example, without the batch axis
   */
  public final String summary(Shape input) {
    return Summary.of(this, input).toString();
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
