package org.atled.train;

import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Optimizer;

/**
 * One step of training after another: operation by operation at first, and as a plan once batches
 * of one shape have come so often that making the plan pays. Both give the same bits. What a module
 * of a user's own keeps in Java and changes in the middle of an epoch is noticed at the next.
 */
final class TrainingStep {
  private final Layer model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Seed draws;
  private final Slot number;
  private final OftenRun plan =
      new OftenRun("training step", Compiled.of(this::step).unlessNotFinite(0));

  private Composition network;
  private boolean isChecked;

  /**
   * @param draws the seed of what is drawn in the step
   * @param number of the step, which the caller sets
   */
  TrainingStep(Layer model, Loss loss, Optimizer optimizer, Seed draws, Slot number) {
    this.model = model;
    this.loss = loss;
    this.optimizer = optimizer;
    this.draws = draws;
    this.number = number;
    this.network = Composition.of(model);
  }

  /**
   * What a step gave.
   *
   * @param output of the network
   * @param loss of the batch; if it is not finite, no parameter was changed
   */
  record Outcome(Tensor output, double loss) {}

  Mode mode(Tensor examples) {
    return Mode.training(draws, number, examples);
  }

  /** Begins an epoch: what listeners have changed in the network since is noticed here. */
  void beginEpoch() {
    isChecked = false;
    plan.refresh();
  }

  /**
   * Takes a step.
   *
   * @throws org.atled.core.error.StateException if all parameters are frozen by now, or there is
   *     one that the optimizer does not know
   * @throws ShapeException if the loss is not one number
   */
  Outcome take(Batch batch) {
    if (!network.isCurrent()) {
      Composition now = Composition.of(model);
      network.requireAllOf(now);
      network = now;
      isChecked = false;
      plan.refresh();
    }
    network.requireLearning();
    return plan.run(batch.x(), batch.y(), batch.index())
        .map(results -> new Outcome(results.get(1), results.get(0).item()))
        .orElseGet(() -> eager(batch));
  }

  private Outcome eager(Batch batch) {
    Tensor output = model.apply(batch.x(), mode(batch.index()));
    Tensor batchLoss = loss(output, batch.y());
    if (!isChecked) {
      model.checkTrains(batchLoss);
      isChecked = true;
    }
    double value = batchLoss.item();
    if (Double.isFinite(value)) {
      optimizer.step(Autograd.gradients(batchLoss, network.parameters()));
    }
    return new Outcome(output.detach(), value);
  }

  private List<Tensor> step(List<Tensor> in) {
    Tensor output = model.apply(in.get(0), mode(in.get(2)));
    Tensor batchLoss = loss(output, in.get(1));
    model.checkTrains(batchLoss);
    optimizer.step(Autograd.gradients(batchLoss, network.parameters()));
    return List.of(batchLoss, output);
  }

  private Tensor loss(Tensor output, Tensor target) {
    Tensor batchLoss = loss.of(output, target);
    if (batchLoss.shape().rank() != 0) {
      throw new ShapeException(
          "Trainer: "
              + Misfit.name(loss)
              + " gives "
              + batchLoss.type()
              + " for outputs "
              + output.shape()
              + ", but a loss is one number, of rank 0; end it with mean() or sum().");
    }
    return batchLoss;
  }
}
