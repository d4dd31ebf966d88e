package org.atled.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.nn.Mode;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Accumulation;

/**
 * The gradients of a batch, gathered over its parts one after the other, so that the intermediates
 * of one part alone are needed at a time.
 *
 * @param outcome the loss and the outputs of all parts
 * @param gradients of the mean over the batch
 */
record Gathered(Outcome outcome, Gradients gradients) {
  /**
   * Gathers them.
   *
   * @param mode of a part
   * @param check is shown the first loss
   * @throws ArgumentException if the loss is no mean
   */
  static Gathered of(
      Supervised step,
      Batch batch,
      Function<Batch, Mode> mode,
      List<Parameter> parameters,
      Consumer<Tensor> check) {
    Accumulation sums = new Accumulation(parameters);
    List<Tensor> outputs = new ArrayList<>();
    int parts = Math.min(step.parts(), batch.size());
    for (int i = 0; i < parts; i++) {
      long from = (long) batch.size() * i / parts;
      long to = (long) batch.size() * (i + 1) / parts;
      Batch small = rows(batch, from, to);
      Tensor output = step.model().apply(small.x(), mode.apply(small));
      Loss.Total total = total(step.learned(), output, small);
      if (i == 0) {
        check.accept(total.sum());
      }
      sums.add(total);
      outputs.add(step.shown(output).detach());
    }
    Outcome outcome =
        Outcome.of(sums.loss())
            .with(Outcome.OUTPUT, Structure.concat(0, outputs.toArray(Tensor[]::new)));
    return new Gathered(outcome, sums.gradients());
  }

  private static Loss.Total total(Loss loss, Tensor output, Batch batch) {
    if (batch.tensors().has(Batch.WEIGHT)) {
      Tensor sum = Supervised.weighted(loss, output, batch).sum();
      return new Loss.Total(sum, Tensor.of((double) batch.size()).to(sum.dtype()));
    }
    return loss.total(output, batch.y())
        .orElseThrow(() ->
            new ArgumentException(
                "%s is no mean over examples that could be gathered over parts of a batch; take a loss whose total is known, or batches in one part."
                    .formatted(Mismatch.name(loss))));
  }

  private static Batch rows(Batch batch, long from, long to) {
    NamedTensors tensors = NamedTensors.none();
    for (String name : batch.tensors().entries().keySet()) {
      tensors = tensors.with(name, batch.get(name).slice(0, from, to));
    }
    return new Batch(tensors, batch.index().slice(0, from, to));
  }
}
