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

  /** One of the results of an operation. */
  final class Result implements Node {
    private final Application application;
    private final int index;
    private final TensorType type;

    Result(Application application, int index, TensorType type) {
      this.application = application;
      this.index = index;
      this.type = type;
    }

    public Application application() {
      return application;
    }

    /** Which of its operation's results this is. */
    public int index() {
      return index;
    }

    @Override
    public TensorType type() {
      return type;
    }
  }

  /** An operation that was applied: what its results have in common. */
  final class Application {
    private final KernelOp op;
    private final List<Optional<Node>> inputs;
    private final Saved saved;
    private final int results;
    private final Optional<String> line;

    private Application(KernelOp op, List<Tensor> inputs, int results, Optional<String> line) {
      this.op = op;
      this.line = line;
      this.results = results;
      this.saved = new Saved(op, inputs);
      List<Optional<Node>> nodes = new ArrayList<>(inputs.size());
      for (Tensor input : inputs) {
        nodes.add(input.node());
      }
      this.inputs = Collections.unmodifiableList(nodes);
    }

    /** The results with their history; those that are no floats have none. */
    static List<Tensor> record(
        KernelOp op, List<Tensor> inputs, List<Tensor> results, Optional<String> line) {
      Application application = new Application(op, inputs, results.size(), line);
      Tensor[] linked = new Tensor[results.size()];
      for (int i = 0; i < linked.length; i++) {
        Tensor result = results.get(i);
        linked[i] =
            result.dtype().isFloating()
                ? result.withNode(Optional.of(new Result(application, i, result.type())))
                : result.withNode(Optional.empty());
      }
      List<Tensor> all = List.of(linked);
      application.saved.keepResults(all);
      return all;
    }

    public KernelOp op() {
      return op;
    }

    /** The nodes of the operands; empty for those that need no gradient. */
    public List<Optional<Node>> inputs() {
      return inputs;
    }

    /** How many results it has. */
    public int results() {
      return results;
    }

    public Saved saved() {
      return saved;
    }

    /** The line of a user's that applied it, if the scope asked for such. */
    public Optional<String> line() {
      return line;
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
