package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where a tensor that needs a gradient came from. Nodes link nodes, not the tensors between them.
 */
public sealed interface Node {
  /** The type of the tensor it made. */
  TensorType type();

  /** A tensor made for the purpose: {@link Tensor#requiresGrad} or a parameter. */
  final class Leaf implements Node {
    private final TensorType type;
    private final Optional<Parameter> parameter;

    Leaf(TensorType type, Optional<Parameter> parameter) {
      this.type = type;
      this.parameter = parameter;
    }

    @Override
    public TensorType type() {
      return type;
    }

    /** The parameter whose value it is; empty for {@link Tensor#requiresGrad}. */
    public Optional<Parameter> parameter() {
      return parameter;
    }
  }

  /** The result of an operation. */
  final class Applied implements Node {
    private final Op op;
    private final TensorType type;
    private final List<Optional<Node>> inputs;
    private final Saved saved;

    Applied(Op op, TensorType type, List<Tensor> inputs) {
      this.op = op;
      this.type = type;
      List<Optional<Node>> nodes = new ArrayList<>(inputs.size());
      for (Tensor input : inputs) {
        nodes.add(input.node());
      }
      this.inputs = Collections.unmodifiableList(nodes);
      this.saved = new Saved(op, inputs);
    }

    public Op op() {
      return op;
    }

    @Override
    public TensorType type() {
      return type;
    }

    /** The nodes of the operands; empty for those that need no gradient. */
    public List<Optional<Node>> inputs() {
      return inputs;
    }

    public Saved saved() {
      return saved;
    }
  }

  /**
   * A value computed without a record whose history can be had on demand: gradients are such
   * values, so that a first derivative costs no record and a second one is still possible.
   */
  non-sealed interface Deferred extends Node {
    /** The node of the same value, computed again with a record. Always the same one. */
    Optional<Node> expand();
  }
}
