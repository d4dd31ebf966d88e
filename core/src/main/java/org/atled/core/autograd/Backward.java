package org.atled.core.autograd;

import java.util.ArrayList;
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
    Node output = known(root);
    Set<Node> wanted = new HashSet<>();
    for (Target target : targets) {
      wanted.add(known(target.node()));
    }
    List<Node> order = usersFirst(output, wanted);
    Set<Node> relevant = new HashSet<>(order);
    Map<Node, List<Cotangent>> arrived = new HashMap<>();
    arrived.computeIfAbsent(output, n -> new ArrayList<>()).add(new Cotangents.Whole(cotangent));
    Map<Node, Tensor> found = new HashMap<>();
    for (Node node : order) {
      List<Cotangent> shares = arrived.remove(node);
      if (shares == null) {
        continue;
      }
      Tensor total = total(node.type(), shares);
      if (wanted.contains(node)) {
        found.put(node, total);
      }
      if (node instanceof Node.Applied applied && !isEnd(node, wanted)) {
        pass(applied, total, relevant, arrived);
      }
    }
    List<Tensor> values = new ArrayList<>();
    for (Target target : targets) {
      values.add(value(target, found));
    }
    return values;
  }

  private Tensor value(Target target, Map<Node, Tensor> found) {
    Tensor value = found.get(known(target.node()));
    if (value != null) {
      return value;
    }
    return switch (independent) {
      case ZEROS -> Tensor.full(target.node().type(), 0);
      case ERROR ->
          throw new GradientException(
              "gradients: the loss does not depend on "
                  + target.name()
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

  /**
   * The nodes between the output and the targets, each before those it was computed from. Walks
   * with a stack of its own: graphs are as deep as programs run long.
   */
  private static List<Node> usersFirst(Node output, Set<Node> wanted) {
    record Visit(Node node, boolean leaving) {}

    List<Visit> stack = new ArrayList<>(List.of(new Visit(output, false)));
    Set<Node> seen = new HashSet<>();
    Set<Node> leading = new HashSet<>();
    List<Node> finished = new ArrayList<>();
    while (!stack.isEmpty()) {
      Visit visit = stack.removeLast();
      Node node = visit.node();
      if (visit.leaving()) {
        boolean leads = wanted.contains(node);
        for (Node input : below(node, wanted)) {
          leads |= leading.contains(input);
        }
        if (leads) {
          leading.add(node);
          finished.add(node);
        }
      } else if (seen.add(node)) {
        stack.add(new Visit(node, true));
        for (Node input : below(node, wanted)) {
          stack.add(new Visit(input, false));
        }
      }
    }
    return finished.reversed();
  }

  /**
   * Whether nothing below a node is of interest: it is the only target. In x ← x − lr·g, step after
   * step, the walk ends at this step's x instead of going through all earlier gradients.
   */
  private static boolean isEnd(Node node, Set<Node> wanted) {
    return wanted.size() == 1 && wanted.contains(node);
  }

  /** The nodes a node was computed from, if they are of interest. */
  private static List<Node> below(Node node, Set<Node> wanted) {
    if (isEnd(node, wanted) || !(node instanceof Node.Applied applied)) {
      return List.of();
    }
    List<Node> nodes = new ArrayList<>();
    for (Optional<Node> input : applied.inputs()) {
      input.map(Backward::known).ifPresent(nodes::add);
    }
    return nodes;
  }

  private static void pass(
      Node.Applied node, Tensor total, Set<Node> relevant, Map<Node, List<Cotangent>> arrived) {
    List<Optional<Cotangent>> shares = node.op().vjp(node.saved(), total).shares();
    if (shares.size() != node.inputs().size()) {
      throw new GradientException(
          node.op().name()
              + ": vjp gave "
              + shares.size()
              + " cotangents for "
              + node.inputs().size()
              + " inputs.");
    }
    for (int i = 0; i < shares.size(); i++) {
      Optional<Node> input = node.inputs().get(i).map(Backward::known);
      if (input.isEmpty() || shares.get(i).isEmpty() || !relevant.contains(input.get())) {
        continue;
      }
      Cotangent share = shares.get(i).get();
      check(node, i, share);
      arrived.computeIfAbsent(input.get(), n -> new ArrayList<>()).add(share);
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
