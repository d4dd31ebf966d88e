package org.atled.core.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.autograd.Autograd.Target;
import org.atled.core.error.GradientException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Node;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * f of some tensors as one operation, whose derivative runs f again (Chen et al. 2016). Its
 * operands are the tensors that f is given and, after them, the leaves that f uses besides.
 *
 * @param given how many tensors f is given
 * @param value what f gave
 */
record Checkpoint(Function<List<Tensor>, Tensor> f, int given, Tensor value) implements SingleOp {
  static Tensor of(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    Scope scope = Scope.current();
    if (!scope.grad()) {
      return f.apply(inputs);
    }
    // Recorded as ever, to see what f depends on; of the record nothing is kept.
    Watch watch = new Watch(scope.recorder());
    Tensor y = scope.withRecorder(watch).call(() -> f.apply(aliases(inputs)));
    if (y.node().isEmpty()) {
      return y;
    }
    watch.uses(y);
    List<Tensor> operands = new ArrayList<>(inputs);
    operands.addAll(watch.leaves.values());
    Tensor result =
        Dispatch.apply(
            new Checkpoint(f, inputs.size(), y.detach()), operands.toArray(Tensor[]::new));
    for (Pending pending : watch.pending) {
      result = Dispatch.apply(new Pending.Tied(pending), result);
    }
    return result;
  }

  @Override
  public Operands operands() {
    return Operands.atLeast(0);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return value.type();
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return value;
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    List<Tensor> operands = new ArrayList<>();
    for (int i = 0; i < s.inputCount(); i++) {
      operands.add(s.input(i));
    }
    Scope scope = Scope.current();
    List<Tensor> at = new ArrayList<>();
    Gradients gradients = scope.withGrad(true).call(() -> again(s, operands, g, at));
    Cotangents shares = Cotangents.start();
    for (Tensor x : at) {
      shares.and(
          s,
          () -> {
            Tensor gradient = gradients.of(x);
            return scope.grad() ? gradient : gradient.detach();
          });
    }
    return shares;
  }

  /**
   * The gradients by the operands that are wanted, through f run again.
   *
   * @param at what they are taken by, to be filled
   */
  private Gradients again(Saved s, List<Tensor> operands, Tensor g, List<Tensor> at) {
    List<Tensor> inputs = aliases(operands.subList(0, given));
    Tensor y = f.apply(inputs);
    checkSame(y);
    at.addAll(inputs);
    at.addAll(operands.subList(given, operands.size()));
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      if (s.wants(i)) {
        targets.add(new Target(at.get(i).node().orElseThrow(), at.get(i)::toString));
      }
    }
    // One input may have been computed from another: what lies before them is not f's.
    return Autograd.backward(
        new Backward(y.node().orElseThrow(), g, targets, Independent.ZEROS, true), targets);
  }

  private void checkSame(Tensor y) {
    boolean same = y.type().equals(value.type()) && y.node().isPresent();
    if (same && !Scope.current().isWrittenDown()) {
      same =
          Autograd.noGrad(() -> {
            Tensor differs = y.ne(value);
            Tensor bothNaN = y.ne(y).where(value.ne(value), differs.zerosLike());
            return bothNaN.where(differs.zerosLike(), differs).to(DType.INT64).sum().item() == 0;
          });
    }
    if (!same) {
      throw new GradientException(
          "checkpoint: run again for the backward pass, the function gave something else than "
              + value.type()
              + " in the forward pass; it must depend on its inputs, on parameters and on seeds"
              + " alone. A module that draws, and is applied several times in a pass, draws anew"
              + " each time: let each application have a module of its own.");
    }
  }

  /** The same tensors at places of their own, before which a backward pass stops. */
  private static List<Tensor> aliases(List<Tensor> tensors) {
    return tensors.stream().map(x -> Dispatch.apply(new Alias(), x)).toList();
  }

  /** The identity. */
  record Alias() implements SingleOp {
    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.getFirst();
    }

    @Override
    public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
      return inputs.getFirst();
    }

    @Override
    public Keep keeps() {
      return Keep.nothing();
    }

    @Override
    public Cotangents vjp(Saved s, Tensor g) {
      return Cotangents.of(g);
    }

    @Override
    public Optional<KernelOp> batched(long size) {
      return Optional.of(this);
    }
  }

  /** Hears of what a function uses from outside, and of changes that it ties. */
  private static final class Watch extends Relay {
    private final Set<Node> made = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, Tensor> leaves = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();

    Watch(Optional<Recorder> outer) {
      super(outer);
    }

    @Override
    public void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results) {
      if (!(op instanceof Alias)) {
        inputs.forEach(this::uses);
      }
      if (op instanceof Pending.Tied(Pending tied)) {
        pending.add(tied);
      }
      results.forEach(result -> result.node().ifPresent(made::add));
      super.applied(op, inputs, results);
    }

    private void uses(Tensor input) {
      Optional<Node> node = input.node();
      if (node.isEmpty() || made.contains(node.get())) {
        return;
      }
      if (!(node.get() instanceof Node.Leaf)) {
        throw new GradientException(
            "checkpoint: the function uses a tensor from outside, "
                + input.type()
                + ", that was computed from what needs a gradient; pass it as an input, or detach"
                + " it.");
      }
      leaves.put(node.get(), input);
    }
  }
}
