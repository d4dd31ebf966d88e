package org.atled.core.autograd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.atled.core.error.GradientException;
import org.atled.core.tensor.Node;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What a backward pass found: for each thing it was asked about, a tensor of the same type. */
public final class Gradients {
  private static final int MOST_NAMED = 8;

  /** One of them, of whose rows the whole is made when somebody asks. */
  private static final class Entry {
    private final Found found;
    private final UnaryOperator<Tensor> history;
    private @Nullable Tensor whole;

    Entry(Found found, UnaryOperator<Tensor> history) {
      this.found = found;
      this.history = history;
      if (found instanceof Found.All(Tensor all)) {
        whole = history.apply(all);
      }
    }

    Optional<RowGradient> rows() {
      return found instanceof RowGradient rows ? Optional.of(rows) : Optional.empty();
    }

    synchronized Tensor whole() {
      if (whole == null) {
        whole = history.apply(Autograd.noGrad(found::whole));
      }
      return whole;
    }

    /** All that need be squared, or scaled: numbers beside it are 0. */
    Tensor numbers() {
      return rows().map(RowGradient::values).orElseGet(this::whole);
    }
  }

  private final Map<Node, Entry> values = new LinkedHashMap<>();
  private final List<Pending> pending;

  /**
   * @param pending changes tied to what the loss was computed from, in the order of the forward
   *     pass
   */
  Gradients(List<Pending> pending) {
    this.pending = pending;
  }

  /**
   * @param history gives it to the gradient's tensor
   */
  void put(Node node, Found value, UnaryOperator<Tensor> history) {
    values.put(node, new Entry(value, history));
  }

  private void put(Node node, Found value) {
    put(node, value, whole -> whole);
  }

  /**
   * The gradient by a tensor.
   *
   * @throws GradientException if these gradients were not asked for it
   */
  public Tensor of(Tensor x) {
    return x.node()
        .map(values::get)
        .map(Entry::whole)
        .orElseThrow(() ->
            new GradientException(
                "These gradients were not taken by "
                    + x.cell().map(Object::toString).orElse("this " + x.type())
                    + "."));
  }

  /**
   * The gradient by a parameter.
   *
   * @throws GradientException if these gradients were not asked for it
   */
  public Tensor of(Parameter parameter) {
    return find(parameter)
        .orElseThrow(
            () -> new GradientException("These gradients were not taken by " + parameter + "."));
  }

  /** The gradient by a parameter, if these gradients were asked for it. */
  public Optional<Tensor> find(Parameter parameter) {
    return Optional.ofNullable(values.get(parameter.leaf())).map(Entry::whole);
  }

  /**
   * The gradient by a parameter as rows, if it is one of {@link
   * org.atled.core.tensor.Indexing#sparseRows} alone. {@link #find} gives the same with zeros
   * elsewhere.
   */
  public Optional<RowGradient> rows(Parameter parameter) {
    return Optional.ofNullable(values.get(parameter.leaf())).flatMap(Entry::rows);
  }

  /** Whether these gradients were asked for that by a parameter. */
  public boolean has(Parameter parameter) {
    return values.containsKey(parameter.leaf());
  }

  /**
   * Makes the changes of cells that wait in what the loss was computed from, such as running
   * statistics: in the order of the forward pass, each once. An optimizer's step does this; who
   * moves parameters by hand calls it.
   */
  public void applyPending() {
    pending.forEach(Pending::apply);
  }

  /** The same gradients after a change of each: scaled, clipped. They keep no history. */
  public Gradients map(UnaryOperator<Tensor> change) {
    Gradients changed = new Gradients(pending);
    Autograd.noGrad(() -> {
      values.forEach(
          (node, value) -> changed.put(node, new Found.All(change.apply(value.whole()))));
      return changed;
    });
    return changed;
  }

  /**
   * As {@link #map}, for a change that leaves 0 as it is, such as a factor. What is rows stays
   * rows, and the change is shown these alone: each row once, and zeros.
   */
  public Gradients mapKeepingZeros(UnaryOperator<Tensor> change) {
    Gradients changed = new Gradients(pending);
    Autograd.noGrad(() -> {
      values.forEach((node, value) ->
          changed.put(
              node,
              value
                  .rows()
                  .<Found>map(rows -> rows.map(change))
                  .orElseGet(() -> new Found.All(change.apply(value.whole())))));
      return changed;
    });
    return changed;
  }

  /**
   * The sum with gradients by the same things: accumulation over small batches. Keeps no history.
   *
   * @throws GradientException if the other were taken by different things
   */
  public Gradients plus(Gradients other) {
    if (!values.keySet().equals(other.values.keySet())) {
      throw new GradientException("plus: the two gradients were taken by different things.");
    }
    List<Pending> both = new ArrayList<>(pending);
    both.addAll(other.pending);
    Gradients sum = new Gradients(both);
    Autograd.noGrad(() -> {
      values.forEach((node, value) ->
          sum.put(node, sum(value, Objects.requireNonNull(other.values.get(node)))));
      return sum;
    });
    return sum;
  }

  private static Found sum(Entry a, Entry b) {
    return a.rows().isPresent() && b.rows().isPresent()
        ? a.rows().get().plus(b.rows().get())
        : new Found.All(a.whole().add(b.whole()));
  }

  /** Those by some parameters alone, of those that they were taken by. */
  public Gradients among(Collection<Parameter> parameters) {
    Set<Node> leaves = parameters.stream().map(Parameter::leaf).collect(Collectors.toSet());
    Gradients some = new Gradients(pending);
    values.forEach((node, value) -> {
      if (leaves.contains(node)) {
        some.values.put(node, value);
      }
    });
    return some;
  }

  /** √ Σ g² over all of them, as a tensor of rank 0. */
  public Tensor norm() {
    return Autograd.noGrad(() ->
        values.values().stream()
            .map(value -> value.numbers().square().sum())
            .reduce(Tensor::add)
            .orElseThrow(() -> new GradientException("norm: there are no gradients."))
            .sqrt());
  }

  /**
   * What they were taken by, without numbers: {@code Gradients[Parameter "fc.weight" float32[2, 3],
   * float64[]]}; of many the first few.
   */
  @Override
  public String toString() {
    String named =
        values.keySet().stream()
            .limit(MOST_NAMED)
            .map(Gradients::name)
            .collect(Collectors.joining(", "));
    int more = values.size() - MOST_NAMED;
    return "Gradients[" + named + (more > 0 ? " and " + more + " more]" : "]");
  }

  private static String name(Node node) {
    return node instanceof Node.Leaf leaf && leaf.parameter().isPresent()
        ? leaf.parameter().get().toString()
        : node.type().toString();
  }
}
