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

/** What a backward pass found: for each thing it was asked about, a tensor of the same type. */
public final class Gradients {
  private static final int MOST_NAMED = 8;

  private final Map<Node, Tensor> values = new LinkedHashMap<>();
  private final List<Pending> pending;

  /**
   * @param pending changes tied to what the loss was computed from, in the order of the forward
   *     pass
   */
  Gradients(List<Pending> pending) {
    this.pending = pending;
  }

  void put(Node node, Tensor value) {
    values.put(node, value);
  }

  /**
   * The gradient by a tensor.
   *
   * @throws GradientException if these gradients were not asked for it
   */
  public Tensor of(Tensor x) {
    return x.node()
        .map(values::get)
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
    return Optional.ofNullable(values.get(parameter.leaf()));
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
      values.forEach((node, value) -> changed.put(node, change.apply(value)));
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
          sum.put(node, value.add(Objects.requireNonNull(other.values.get(node)))));
      return sum;
    });
    return sum;
  }

  /** Those by some parameters alone, of those that they were taken by. */
  public Gradients among(Collection<Parameter> parameters) {
    Set<Node> leaves = parameters.stream().map(Parameter::leaf).collect(Collectors.toSet());
    Gradients some = new Gradients(pending);
    values.forEach((node, value) -> {
      if (leaves.contains(node)) {
        some.put(node, value);
      }
    });
    return some;
  }

  /** √ Σ g² over all of them, as a tensor of rank 0. */
  public Tensor norm() {
    return Autograd.noGrad(() ->
        values.values().stream()
            .map(value -> value.square().sum())
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
