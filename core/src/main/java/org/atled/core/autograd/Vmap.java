package org.atled.core.autograd;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;

/**
 * A function of one example for all of them at once: it runs on the first, and each operation that
 * depends on it is applied to all as well, as its record says ({@link KernelOp#batched}). So a
 * backward pass inside the function is one of all examples, and what the function gives has a
 * history.
 */
final class Vmap extends Relay {
  private final Scope outside;
  private final long size;

  /** What belongs to the first example, and the same of all. */
  private final Map<Strided, Tensor> whole = new IdentityHashMap<>();

  private Vmap(Scope outside, long size) {
    super(outside.recorder());
    this.outside = outside;
    this.size = size;
  }

  static List<Tensor> of(Function<List<Tensor>, List<Tensor>> f, List<Tensor> inputs) {
    Scope outside = Scope.current();
    Vmap vmap = new Vmap(outside, size(inputs));
    List<Tensor> first = inputs.stream().map(vmap::first).toList();
    List<Tensor> results = outside.withRecorder(vmap).call(() -> f.apply(first));
    return results.stream().map(vmap::all).toList();
  }

  private static long size(List<Tensor> inputs) {
    if (inputs.isEmpty()) {
      throw new ArgumentException("vmap: takes one tensor or more.");
    }
    for (Tensor input : inputs) {
      if (input.shape().rank() == 0 || input.shape().size(0) != inputs.getFirst().shape().size(0)) {
        throw new ShapeException(
            "vmap: goes over the first axis, which must be as long in %s as in %s."
                .formatted(input.type(), inputs.getFirst().type()));
      }
    }
    return inputs.getFirst().shape().size(0);
  }

  private Tensor first(Tensor input) {
    Shape shape = input.shape().slice(1, input.shape().rank());
    Tensor first =
        size == 0
            ? Tensor.full(new TensorType(input.dtype(), shape), 0)
            : input.detach().select(0, 0);
    whole.put(first.strided(), input);
    return input.needsGrad() ? first.requiresGrad() : first;
  }

  /** What one example has, of all. */
  private Tensor all(Tensor one) {
    return known(one).orElseGet(() -> one.broadcastTo(Shape.of(size).concat(one.shape())));
  }

  /** The same if it depends on the example: a constant where the one was made a constant. */
  private Optional<Tensor> known(Tensor one) {
    Optional<Tensor> known = Optional.ofNullable(whole.get(one.strided()));
    return one.needsGrad() ? known : known.map(Tensor::detach);
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results) {
    super.applied(op, inputs, results);
    // A checkpoint gives what was computed before it.
    if (inputs.stream().noneMatch(this::depends) || results.stream().allMatch(this::depends)) {
      return;
    }
    List<Tensor> every = outside.call(() -> apply(op, inputs, results));
    for (int i = 0; i < every.size(); i++) {
      whole.put(results.get(i).strided(), every.get(i));
    }
  }

  private boolean depends(Tensor one) {
    return whole.containsKey(one.strided());
  }

  private List<Tensor> apply(KernelOp op, List<Tensor> inputs, List<Tensor> results) {
    Optional<KernelOp> batched = op.batched(size);
    if (batched.isEmpty()) {
      if (op instanceof Defined defined) {
        return byDefinition(defined, inputs);
      }
      throw new ArgumentException(
          ("vmap: %s has no rule for one more axis in front; apply it to all examples at once, or"
                  + " to one after the other, outside.")
              .formatted(op.name()));
    }
    int rank = results.getFirst().shape().rank();
    for (Tensor input : inputs) {
      rank = Math.max(rank, input.shape().rank());
    }
    Tensor[] operands = new Tensor[inputs.size()];
    for (int i = 0; i < operands.length; i++) {
      Tensor input = inputs.get(i);
      operands[i] = op.broadcasts() ? aligned(input, rank) : all(input);
    }
    return switch (batched.get()) {
      case SingleOp single -> List.of(Dispatch.apply(single, operands));
      case MultiOp multi -> Dispatch.apply(multi, operands);
    };
  }

  /** With as many axes behind the first as there are to broadcast to. */
  private Tensor aligned(Tensor input, int rank) {
    if (!depends(input)) {
      return input;
    }
    Tensor all = all(input);
    for (int i = input.shape().rank(); i < rank; i++) {
      all = all.unsqueeze(1);
    }
    return all;
  }

  /** What depends on the example is an input of the definition, all else a constant of it. */
  private List<Tensor> byDefinition(Defined op, List<Tensor> inputs) {
    List<Tensor> dependent = inputs.stream().filter(this::depends).map(this::all).toList();
    return of(
        given -> {
          List<Tensor> operands = new ArrayList<>(inputs);
          int next = 0;
          for (int i = 0; i < operands.size(); i++) {
            if (depends(operands.get(i))) {
              operands.set(i, given.get(next++));
            }
          }
          return List.of(op.define(operands));
        },
        dependent);
  }

  @Override
  public void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs) {
    throw new ArgumentException(
        "vmap: the function changes %s by %s; there is one cell and not one an example."
            .formatted(cells.getFirst(), update.name()));
  }

  @Override
  public void hostAccess(String what) {
    throw new CaptureException(
        "vmap: "
            + what
            + " looks at a number inside the function, where it would be that of one example;"
            + " return the tensor and read it outside.");
  }
}
