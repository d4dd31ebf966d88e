package org.atled.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The state of a network: path → parameter or buffer, in the order of registration, tied ones once.
 * Optimizers, files and averages all work on it.
 */
public final class StateMap {
  private final Map<String, Cell> entries;
  private final Runnable settle;

  /**
   * @param settle draws what nothing has filled yet: run before anybody sees a cell
   */
  private StateMap(Map<String, Cell> entries, Runnable settle) {
    this.entries = entries;
    this.settle = settle;
  }

  static StateMap of(Module root) {
    Map<String, Cell> entries = new LinkedHashMap<>();
    Set<Cell> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(root, "", entries, seen);
    return new StateMap(entries, () -> root.modules().forEach(Module::settle));
  }

  /** Any cells by name: an optimizer's. */
  public static StateMap of(Map<String, ? extends Cell> cells) {
    return new StateMap(new LinkedHashMap<>(cells), () -> {});
  }

  /** Paths start at the module asked, whatever stands above it. */
  private static void collect(
      Module module, String prefix, Map<String, Cell> entries, Set<Cell> seen) {
    module
        .registered()
        .forEach((name, cell) -> {
          if (seen.add(cell)) {
            entries.put(prefix + name, cell);
          }
        });
    module.children().forEach((name, child) -> collect(child, prefix + name + ".", entries, seen));
  }

  /** Path → cell, in order. */
  public Map<String, Cell> entries() {
    settle.run();
    return Collections.unmodifiableMap(entries);
  }

  /** The same, though nothing may have filled them yet. */
  Map<String, Cell> unsettled() {
    return entries;
  }

  /** The parameters, frozen ones included, in order. */
  public List<Parameter> parameters() {
    settle.run();
    return registered();
  }

  private List<Parameter> registered() {
    List<Parameter> parameters = new ArrayList<>();
    for (Cell cell : entries.values()) {
      if (cell instanceof Parameter parameter) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  /** How many numbers the parameters hold together. */
  public long parameterCount() {
    return registered().stream().mapToLong(p -> p.type().shape().elements()).sum();
  }

  /**
   * Those whose path fits a pattern, in which {@code *} is any run of characters: {@code "0.*"} is
   * what the first layer holds, {@code "*.bias"} all biases.
   *
   * @throws StateException if there are none
   */
  public StateMap matching(String pattern) {
    Predicate<String> fits = paths(pattern);
    Map<String, Cell> found = new LinkedHashMap<>();
    entries.forEach((path, cell) -> {
      if (fits.test(path)) {
        found.put(path, cell);
      }
    });
    if (found.isEmpty()) {
      throw new StateException(
          "No path fits \"%s\"; there are %s.".formatted(pattern, entries.keySet()));
    }
    return new StateMap(found, settle);
  }

  /** Which paths fit a pattern, in which {@code *} is any run of characters. */
  public static Predicate<String> paths(String pattern) {
    return Pattern.compile(
            Arrays.stream(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")))
        .asMatchPredicate();
  }

  /**
   * Freezes the parameters among them: they need no gradient, and no optimizer moves them. Draws
   * nothing: a network may be frozen in part before its seed is known.
   */
  public void freeze() {
    registered().forEach(parameter -> parameter.freeze(true));
  }

  /** Lets the parameters among them learn again. */
  public void unfreeze() {
    registered().forEach(parameter -> parameter.freeze(false));
  }

  /** Copies of all numbers. */
  public Map<String, Tensor> snapshot() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    entries().forEach((path, cell) -> copies.put(path, cell.value().detach().copy()));
    return copies;
  }

  /**
   * Takes all numbers over from a snapshot; {@link WeightTransfer} takes a part of them, or others'
   * names. All is checked before anything is written. Narrower floats are widened, which loses
   * nothing: a float32 network takes weights of float16 and bfloat16.
   *
   * @throws StateException if a path is missing, unknown, of another shape, or of another type
   *     whose numbers would have to be rounded
   */
  public void restore(Map<String, Tensor> snapshot) {
    List<String> missing =
        entries.keySet().stream().filter(path -> !snapshot.containsKey(path)).toList();
    List<String> unknown =
        snapshot.keySet().stream().filter(path -> !entries.containsKey(path)).toList();
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new StateException(
          "The snapshot does not fit the network: "
              + (missing.isEmpty() ? "" : "it lacks " + missing)
              + (missing.isEmpty() || unknown.isEmpty() ? "" : " and ")
              + (unknown.isEmpty() ? "" : "the network has no " + unknown)
              + "; was it saved from another architecture?");
    }
    entries.forEach((path, cell) -> {
      Tensor source = snapshot.get(path);
      if (source == null || !fits(source.type(), cell.type())) {
        throw new StateException(
            "The snapshot does not fit the network: \""
                + path
                + "\" is "
                + (source == null ? "missing" : source.type())
                + " but the network holds "
                + cell.type()
                + (source != null && source.shape().equals(cell.type().shape())
                    ? "; convert it with to(…) first."
                    : "."));
      }
    });
    settle.run();
    entries.forEach((path, cell) -> {
      Tensor source = snapshot.get(path);
      if (source != null) {
        cell.copyInto(source.to(cell.type().dtype()));
      }
    });
  }

  /** Whether numbers of a type can be written to a cell without rounding. */
  static boolean fits(TensorType source, TensorType cell) {
    return source.shape().equals(cell.shape())
        && (source.dtype() == cell.dtype() || cell.dtype().widens(source.dtype()));
  }
}
