package org.atled.nn.optim;

import java.util.List;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.loss.Loss;

/**
 * Gradients that are gathered over several batches, to be those of all of them together: sums,
 * divided in the end by what was counted over all, so that ignored and weighted targets count as in
 * one batch.
 *
 * <pre>{@code
 * var gathered = new Accumulation(model.parameters());
 * for (Batch small : part) {
 *   gathered.add(loss.total(model.apply(small.x(), mode), small.y()).orElseThrow());
 * }
 * optimizer.step(gathered.gradients());
 * }</pre>
 */
public final class Accumulation {
  private record Sums(Gradients gradients, Tensor loss, Tensor count) {}

  private final List<Parameter> parameters;
  private Optional<Sums> sums = Optional.empty();

  public Accumulation(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /** Takes the losses of one more batch. */
  public void add(Loss.Total losses) {
    Gradients more = Autograd.gradients(losses.sum(), parameters);
    Tensor loss = losses.sum().detach();
    Tensor count = losses.count().detach();
    sums =
        Optional.of(
            sums.map(s ->
                    new Sums(s.gradients().plus(more), s.loss().add(loss), s.count().add(count)))
                .orElseGet(() -> new Sums(more, loss, count)));
  }

  /**
   * The gradients of the mean loss, after which it begins anew.
   *
   * @throws StateException if nothing was added
   */
  public Gradients gradients() {
    Sums all = required();
    sums = Optional.empty();
    return all.gradients().mapKeepingZeros(g -> g.div(all.count().to(g.dtype())));
  }

  /**
   * The mean loss so far.
   *
   * @throws StateException if nothing was added
   */
  public Tensor loss() {
    return required().loss().div(required().count());
  }

  private Sums required() {
    return sums.orElseThrow(() ->
        new StateException("Accumulation: there are no gradients; add(…) the loss of a batch."));
  }
}
