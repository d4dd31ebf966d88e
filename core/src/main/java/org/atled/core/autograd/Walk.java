package org.atled.core.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atled.core.tensor.Cotangents.Cotangent;
import org.atled.core.tensor.Node;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/** The graph below an output, as one backward pass sees it. */
final class Walk {
  /** One tensor: a leaf, or a result of an operation. */
  static final class Value {
    final Place place;
    final TensorType type;

    /** Shares of the cotangent, one for each use of the value so far. */
    final List<Cotangent> arrived = new ArrayList<>(1);

    /** Whether its gradient was asked for. */
    boolean wanted;

    /** The gradient, if it was asked for and something arrived. */
    @Nullable Found gradient;

    private Value(Place place, TensorType type) {
      this.place = place;
      this.type = type;
    }
  }

  /** One operation with its results, or one leaf. */
  static final class Place {
    private static final @Nullable Value[] NONE = {};

    /** Nothing for a leaf. */
    final Node.@Nullable Application application;

    /** For each result what is known of it; null for one that the walk has not met. */
    final @Nullable Value[] values;

    /** The operands, in order; null for one that needs no gradient. */
    @Nullable Value[] below = NONE;

    /** Whether something here or below is wanted. */
    boolean leads;

    private State state = State.NEW;

    private Place(Node.@Nullable Application application, int results) {
      this.application = application;
      this.values = new @Nullable Value[results];
    }

    private Value value(int index, TensorType type) {
      Value value = values[index];
      if (value == null) {
        value = new Value(this, type);
        values[index] = value;
      }
      return value;
    }

    private boolean isWanted() {
      for (Value value : values) {
        if (value != null && value.wanted) {
          return true;
        }
      }
      return false;
    }
  }

  private enum State {
    NEW,
    /** The walk is below it. */
    OPEN,
    DONE
  }

  /** By operation or by leaf. */
  private final Map<Object, Place> places = new HashMap<>();

  private final List<Pending> pending = new ArrayList<>();

  private final boolean stopsAtTargets;
  private int targets;

  /**
   * @param stopsAtTargets whether what targets were computed from is of no interest even where
   *     there are several
   */
  Walk(boolean stopsAtTargets) {
    this.stopsAtTargets = stopsAtTargets;
  }

  /** A value whose gradient is asked for. */
  Value target(Node node) {
    Value value = value(node);
    targets += value.wanted ? 0 : 1;
    value.wanted = true;
    return value;
  }

  /** The value that a node stands for. */
  Value value(Node node) {
    Node known = known(node);
    return known instanceof Node.Result result
        ? places
            .computeIfAbsent(
                result.application(),
                _ -> new Place(result.application(), result.application().results()))
            .value(result.index(), result.type())
        : places.computeIfAbsent(known, _ -> new Place(null, 1)).value(0, known.type());
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

  /** The parameters among the leaves below a node, in the order in which a walk meets them. */
  static List<Parameter> parametersBelow(Node root) {
    Set<Object> seen = new HashSet<>();
    List<Node> open = new ArrayList<>(List.of(root));
    List<Parameter> parameters = new ArrayList<>();
    while (!open.isEmpty()) {
      switch (known(open.removeLast())) {
        case Node.Leaf leaf -> {
          if (seen.add(leaf)) {
            leaf.parameter().ifPresent(parameters::add);
          }
        }
        case Node.Result result -> {
          if (seen.add(result.application())) {
            result.application().inputs().reversed().forEach(input -> input.ifPresent(open::add));
          }
        }
        case Node.Deferred _ -> {
          // A recorded constant.
        }
      }
    }
    return parameters;
  }

  /**
   * The places between the output and the targets, each before those it was computed from. Walks
   * with a stack of its own: graphs are as deep as programs run long.
   */
  List<Place> usersFirst(Place output) {
    List<Place> stack = new ArrayList<>(List.of(output));
    List<Place> finished = new ArrayList<>();
    while (!stack.isEmpty()) {
      Place place = stack.getLast();
      switch (place.state) {
        case NEW -> {
          // It stays on the stack, to be met again when all below it is done.
          place.state = State.OPEN;
          place.below = below(place);
          if (place.application != null
              && place.application.op() instanceof Pending.Tied(Pending tied)) {
            pending.add(tied);
          }
          for (Value input : place.below) {
            if (input != null) {
              stack.add(input.place);
            }
          }
        }
        case OPEN -> {
          stack.removeLast();
          place.state = State.DONE;
          place.leads = place.isWanted();
          for (Value input : place.below) {
            place.leads |= input != null && input.place.leads;
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

  /** The changes that wait where the walk has been, in the order of the forward pass. */
  List<Pending> pending() {
    return pending.stream().sorted(Comparator.comparingLong(Pending::number)).toList();
  }

  /**
   * The operands' values. Below the only target nothing is of interest: in x ← x − lr·g, step after
   * step, the walk ends at this step's x instead of going through all earlier gradients.
   */
  private @Nullable Value[] below(Place place) {
    if (place.application == null || ((stopsAtTargets || targets == 1) && place.isWanted())) {
      return Place.NONE;
    }
    List<Optional<Node>> inputs = place.application.inputs();
    @Nullable Value[] below = new @Nullable Value[inputs.size()];
    for (int i = 0; i < below.length; i++) {
      Optional<Node> input = inputs.get(i);
      below[i] = input.isPresent() ? value(input.get()) : null;
    }
    return below;
  }
}
