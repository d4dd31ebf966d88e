package org.atled.core.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.autograd.Autograd.Target;
import org.atled.core.error.GradientException;
import org.atled.core.op.Slice;
import org.atled.core.op.SumOfParts;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Cotangents.Cotangent;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Node;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the nodes below an output, from it to the targets. Every node is visited once,
 * after all that use its value, so that its cotangent is complete: Σ over uses, in a fixed order.
 */
final class Backward {
  private final Node root;
  private final Tensor cotangent;
  private final List<Target> targets;
  private final Independent independent;
  private @Nullable List<Tensor> recorded;

  Backward(Node root, Tensor cotangent, List<Target> targets, Independent independent) {
    this.root = root;
    this.cotangent = cotangent;
    this.targets = targets;
    this.independent = independent;
  }

  TensorType targetType(int index) {
    return targets.get(index).node().type();
  }

  /** The same gradients, with a record of how they were computed; computed once. */
  synchronized List<Tensor> recorded() {
    if (recorded == null) {
      recorded = Scope.current().withGrad(true).call(this::run);
    }
    return recorded;
  }

  /** The gradients by the targets, in their order. */
  List<Tensor> run() {
    Map<Node, Place> places = new HashMap<>();
    for (Target target : targets) {
      place(target.node(), places).wanted = true;
    }
    boolean single = places.size() == 1;
    Place output = place(root, places);
    output.arrived.add(new Cotangents.Whole(cotangent));
    for (Place place : usersFirst(output, places, single)) {
      if (place.arrived.isEmpty()) {
        continue;
      }
      Tensor total = total(place.node.type(), place.arrived);
      place.arrived.clear();
      if (place.wanted) {
        place.found = total;
      }
      if (place.node instanceof Node.Applied applied && !place.isEnd(single)) {
        pass(applied, total, place.below);
      }
    }
    List<Tensor> values = new ArrayList<>();
    for (Target target : targets) {
      values.add(value(target, place(target.node(), places).found));
    }
    return values;
  }

  private Tensor value(Target target, @Nullable Tensor found) {
    if (found != null) {
      return found;
    }
    return switch (independent) {
      case ZEROS -> Tensor.full(target.node().type(), 0);
      case ERROR ->
          throw new GradientException(
              "gradients: the loss does not depend on "
                  + target.name().get()
                  + "; leave it out, or pass Independent.ZEROS if zeros are meant.");
    };
  }

  /** A deferred node becomes the recorded one; a recorded constant is where it ends itself. */
  private static Node known(Node node) {
    Node current = node;
    while (current instanceof Node.Deferred deferred) {
      Optional<Node> expanded = deferred.expand();
      if (expanded.isEmpty()) {
        return current;
      }
      current = expanded.get();
    }
    return current;
  }

  /** What the walk knows of one node. */
  private static final class Place {
    private static final @Nullable Place[] NONE = {};

    final Node node;
    boolean wanted;
    State state = State.NEW;

    /** Those of the operands, in order; null for an operand that needs no gradient. */
    @Nullable Place[] below = NONE;

    /** Whether it is wanted or something below it is. */
    boolean leads;

    final List<Cotangent> arrived = new ArrayList<>(1);
    @Nullable Tensor found;

    Place(Node node) {
      this.node = node;
    }

    /**
     * Whether nothing below it is of interest: it is the only target. In x ← x − lr·g, step after
     * step, the walk ends at this step's x instead of going through all earlier gradients.
     */
    boolean isEnd(boolean single) {
      return single && wanted;
    }
  }

  private enum State {
    NEW,
    /** The walk is below it. */
    OPEN,
    DONE
  }

  private static Place place(Node node, Map<Node, Place> places) {
    return places.computeIfAbsent(known(node), Place::new);
  }

  /**
   * The places between the output and the targets, each before those it was computed from. Walks
   * with a stack of its own: graphs are as deep as programs run long.
   */
  private static List<Place> usersFirst(Place output, Map<Node, Place> places, boolean single) {
    List<Place> stack = new ArrayList<>(List.of(output));
    List<Place> finished = new ArrayList<>();
    while (!stack.isEmpty()) {
      Place place = stack.getLast();
      switch (place.state) {
        case NEW -> {
          // It stays on the stack, to be met again when all below it is done.
          place.state = State.OPEN;
          if (place.node instanceof Node.Applied applied && !place.isEnd(single)) {
            place.below = below(applied, places);
          }
          for (Place input : place.below) {
            if (input != null) {
              stack.add(input);
            }
          }
        }
        case OPEN -> {
          stack.removeLast();
          place.state = State.DONE;
          place.leads = place.wanted;
          for (Place input : place.below) {
            place.leads |= input != null && input.leads;
          }
          if (place.leads) {
            finished.add(place);
          }
        }
        case DONE -> stack.removeLast();
      }
    }
    Collections.reverse(finished);
    return finished;
  }

  /** The parameters among the leaves below a node, in the order in which a walk meets them. */
  static List<Parameter> parametersBelow(Node root) {
    Set<Node> seen = new HashSet<>();
    List<Node> open = new ArrayList<>(List.of(root));
    List<Parameter> parameters = new ArrayList<>();
    while (!open.isEmpty()) {
      Node node = known(open.removeLast());
      if (!seen.add(node)) {
        continue;
      }
      switch (node) {
        case Node.Leaf leaf -> leaf.parameter().ifPresent(parameters::add);
        case Node.Applied applied ->
            applied.inputs().reversed().forEach(input -> input.ifPresent(open::add));
        case Node.Deferred _ -> {
          // A recorded constant.
        }
      }
    }
    return parameters;
  }

  private static @Nullable Place[] below(Node.Applied node, Map<Node, Place> places) {
    List<Optional<Node>> inputs = node.inputs();
    @Nullable Place[] below = new @Nullable Place[inputs.size()];
    for (int i = 0; i < below.length; i++) {
      Optional<Node> input = inputs.get(i);
      below[i] = input.isPresent() ? place(input.get(), places) : null;
    }
    return below;
  }

  private static void pass(Node.Applied node, Tensor total, @Nullable Place[] below) {
    List<Optional<Cotangent>> shares = node.op().vjp(node.saved(), total).shares();
    if (shares.size() != below.length) {
      throw new GradientException(
          node.op().name()
              + ": vjp gave "
              + shares.size()
              + " cotangents for "
              + below.length
              + " inputs.");
    }
    for (int i = 0; i < below.length; i++) {
      Place input = below[i];
      if (input == null || shares.get(i).isEmpty() || !input.leads) {
        continue;
      }
      Cotangent share = shares.get(i).get();
      check(node, i, share);
      input.arrived.add(share);
    }
  }

  private static void check(Node.Applied node, int input, Cotangent share) {
    Shape shape = node.saved().type(input).shape();
    if (share instanceof Cotangents.Whole whole && !shape.broadcastsTo(whole.value().shape())) {
      throw new GradientException(
          node.op().name()
              + ": vjp gave a cotangent of shape "
              + whole.value().shape()
              + " for input "
              + input
              + " of shape "
              + shape
              + ".");
    }
  }

  /** The sum of all that arrived at a node, in its own shape and type. */
  private static Tensor total(TensorType type, List<Cotangent> shares) {
    Tensor sum = null;
    List<Slice> slices = new ArrayList<>();
    List<Tensor> parts = new ArrayList<>();
    for (Cotangent share : shares) {
      switch (share) {
        case Cotangents.Whole whole -> {
          Tensor value = fit(whole.value(), type);
          sum = sum == null ? value : sum.add(value);
        }
        case Cotangents.Part part -> {
          slices.add(part.slice());
          parts.add(part.value().to(type.dtype()));
        }
      }
    }
    if (!parts.isEmpty()) {
      Tensor joined =
          Dispatch.apply(new SumOfParts(type.shape(), slices), parts.toArray(Tensor[]::new));
      sum = sum == null ? joined : sum.add(joined);
    }
    return Objects.requireNonNull(sum);
  }

  /** Summed over the axes along which the operand was broadcast, and in its type. */
  private static Tensor fit(Tensor value, TensorType type) {
    Tensor summed =
        value.shape().equals(type.shape())
            ? value
            : value.sum(type.shape().repeatedAxes(value.shape())).reshape(type.shape());
    return summed.to(type.dtype());
  }
}
