package org.atled.core.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.autograd.Autograd.Target;
import org.atled.core.autograd.Walk.Place;
import org.atled.core.autograd.Walk.Value;
import org.atled.core.error.GradientException;
import org.atled.core.op.structure.SumOfParts;
import org.atled.core.shape.Range;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Cotangents.Cotangent;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Node;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.SingleOp;
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
  private final boolean stopsAtTargets;
  // Where the gradient was taken: a recorder that is there when it is differentiated may be
  // another.
  private final Scope scope = Scope.current();
  private @Nullable List<Tensor> recorded;
  private List<Pending> pending = List.of();

  /**
   * @param stopsAtTargets see {@link Walk#Walk}
   */
  Backward(
      Node root,
      Tensor cotangent,
      List<Target> targets,
      Independent independent,
      boolean stopsAtTargets) {
    this.root = root;
    this.cotangent = cotangent;
    this.targets = targets;
    this.independent = independent;
    this.stopsAtTargets = stopsAtTargets;
  }

  TensorType targetType(int index) {
    return targets.get(index).node().type();
  }

  /** The changes that wait in the graph, in the order of the forward pass; known after a run. */
  List<Pending> pending() {
    return pending;
  }

  /** The same gradients, with a record of how they were computed; computed once. */
  synchronized List<Tensor> recorded() {
    if (recorded == null) {
      recorded = scope.withGrad(true).call(this::run).stream().map(Found::whole).toList();
    }
    return recorded;
  }

  /** The gradients by the targets, in their order. */
  List<Found> run() {
    Walk walk = new Walk(stopsAtTargets);
    List<Value> wanted = targets.stream().map(target -> walk.target(target.node())).toList();
    Value output = walk.value(root);
    output.arrived.add(new Cotangents.Whole(cotangent));
    for (Place place : walk.usersFirst(output.place)) {
      List<Optional<Tensor>> totals = totals(place);
      if (place.below.length > 0 && totals.stream().anyMatch(Optional::isPresent)) {
        pass(Objects.requireNonNull(place.application), totals, place.below);
      }
    }
    pending = walk.pending();
    List<Found> gradients = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      gradients.add(gradient(targets.get(i), wanted.get(i).gradient));
    }
    return gradients;
  }

  /** For each value of a place its cotangent, if anything arrived. */
  private static List<Optional<Tensor>> totals(Place place) {
    List<Optional<Tensor>> totals = new ArrayList<>(place.values.length);
    for (Value value : place.values) {
      if (value == null || value.arrived.isEmpty()) {
        totals.add(Optional.empty());
      } else if (staysRows(place, value)) {
        value.gradient = rows(value.type, value.arrived);
        totals.add(Optional.empty());
      } else {
        Tensor total = total(value.type, value.arrived);
        value.arrived.clear();
        value.gradient = value.wanted ? new Found.All(total) : null;
        totals.add(Optional.of(total));
      }
    }
    return totals;
  }

  /**
   * Whether a gradient is left as rows: nothing but rows arrived where the walk ends, and nobody
   * differentiates it or repeats it for other examples.
   */
  private static boolean staysRows(Place place, Value value) {
    Scope scope = Scope.current();
    return value.wanted
        && place.below.length == 0
        && !scope.grad()
        && scope.recorder().filter(Recorder::repeats).isEmpty()
        && value.arrived.stream().allMatch(Cotangents.Rows.class::isInstance);
  }

  /** Each use summed for itself, as where the gradient is whole. */
  private static RowGradient rows(TensorType type, List<Cotangent> shares) {
    return shares.stream()
        .filter(Cotangents.Rows.class::isInstance)
        .map(Cotangents.Rows.class::cast)
        .map(rows -> RowGradient.sum(type, rows.index(), rows.value().to(type.dtype())))
        .reduce(RowGradient::plus)
        .orElseThrow();
  }

  private Found gradient(Target target, @Nullable Found found) {
    if (found != null) {
      return found;
    }
    return switch (independent) {
      case ZEROS -> new Found.All(Tensor.full(target.node().type(), 0));
      case ERROR ->
          throw new GradientException(
              "gradients: the loss does not depend on "
                  + target.name().get()
                  + "; leave it out, or pass Independent.ZEROS if zeros are meant.");
    };
  }

  /** Gives an operation's inputs what they are to get, those that lead to a target. */
  private static void pass(
      Node.Application node, List<Optional<Tensor>> g, @Nullable Value[] below) {
    boolean[] wanted = new boolean[below.length];
    boolean any = false;
    for (int i = 0; i < wanted.length; i++) {
      Value input = below[i];
      wanted[i] = input != null && input.place.leads;
      any |= wanted[i];
    }
    if (!any) {
      return;
    }
    Saved saved = node.saved().wanting(wanted);
    Cotangents cotangents =
        switch (node.op()) {
          case SingleOp op -> op.vjp(saved, g.getFirst().orElseThrow());
          case MultiOp op -> op.vjp(saved, g);
        };
    List<Optional<Cotangent>> shares = cotangents.shares();
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
      Value input = below[i];
      if (input != null && wanted[i] && shares.get(i).isPresent()) {
        Cotangent share = shares.get(i).get();
        check(node, i, share);
        Anomaly.check(node, i, share);
        input.arrived.add(share);
      }
    }
  }

  private static void check(Node.Application node, int input, Cotangent share) {
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
    List<Range> ranges = new ArrayList<>();
    List<Tensor> parts = new ArrayList<>();
    for (Cotangent share : shares) {
      switch (share) {
        case Cotangents.Whole whole -> {
          Tensor value = fit(whole.value(), type);
          sum = sum == null ? value : sum.add(value);
        }
        case Cotangents.Part part -> {
          ranges.add(part.range());
          parts.add(part.value().to(type.dtype()));
        }
        case Cotangents.Rows rows -> {
          Tensor whole =
              Tensor.full(type, 0).indexAdd(0, rows.index(), rows.value().to(type.dtype()));
          sum = sum == null ? whole : sum.add(whole);
        }
      }
    }
    if (!parts.isEmpty()) {
      Tensor joined =
          Dispatch.apply(new SumOfParts(type.shape(), ranges), parts.toArray(Tensor[]::new));
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
