package org.atled.core.tensor;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A change of cells that waits for a step to be taken: a running statistic of what a module has
 * seen. It is tied to a tensor of the forward pass; gradients of whatever is computed from that
 * tensor carry it, and {@link org.atled.core.autograd.Gradients#applyPending}, which every
 * optimizer's step calls, makes the change. So a pass that no step follows changes nothing: an
 * evaluation, a diagnosis, a step given up since its loss was not finite.
 */
public final class Pending {
  private static final AtomicLong MADE = new AtomicLong();

  private final Runnable change;
  private final long number = MADE.getAndIncrement();
  private final AtomicBoolean done = new AtomicBoolean();

  private Pending(Runnable change) {
    this.change = change;
  }

  /**
   * The same tensor, with a change that waits. Inside {@link
   * org.atled.core.autograd.Autograd#noGrad} there is no step to come, and nothing is tied.
   *
   * @param x of floats
   * @param change writes cells; made at most once
   */
  public static Tensor tie(Tensor x, Runnable change) {
    if (!Scope.current().grad()) {
      return x;
    }
    Tensor tracked = x.needsGrad() ? x : x.requiresGrad();
    return Dispatch.apply(new Tied(new Pending(change)), tracked);
  }

  /** Which of two was tied first, in the forward pass. */
  public long number() {
    return number;
  }

  /** Makes the change, unless it was made before. */
  public void apply() {
    if (!done.getAndSet(true)) {
      change.run();
    }
  }

  /** The identity, which remembers what is tied to it. */
  public record Tied(Pending pending) implements SingleOp {
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
  }
}
