package org.atled.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.optim.Optimizer;

/**
 * One step of a phase after another: operation by operation at first, and as a plan once batches of
 * one shape have come so often that making the plan pays. Both give the same bits. What a module of
 * a user's own keeps in Java and changes in the middle of an epoch is noticed at the next.
 */
final class TrainingStep {
  private final Module network;
  private final Optional<Integer> tile;
  private final Phase phase;
  private final Optimizer optimizer;
  private final Seed draws;
  private final Slot number;
  private final OftenRun plan;
  private final Places inputs = new Places("Trainer: the batch");
  private final Places outputs = new Places("Trainer: the step's outcome");

  private Composition whole;
  private Composition part;
  private boolean isChecked;

  /**
   * @param draws the seed of what is drawn in the step
   * @param number of the step, which the caller sets
   */
  TrainingStep(Trainer trainer, Phase phase, Optimizer optimizer, Seed draws, Slot number) {
    this.network = trainer.module();
    this.tile = trainer.tile();
    this.phase = phase;
    this.optimizer = optimizer;
    this.draws = draws;
    this.number = number;
    this.whole = Composition.of(network);
    this.part = Composition.of(phase.part());
    this.plan =
        new OftenRun(
            "training step",
            Compiled.of(this::step).unlessNotFinite(0),
            part.parameters().stream().mapToLong(p -> p.type().shape().elements()).sum());
  }

  /**
   * What a step gave.
   *
   * @param loss of the batch; if it is not finite, no parameter was changed
   * @param outputs of the network
   */
  record Taken(double loss, NamedTensors outputs) {}

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
   * @throws org.atled.core.error.ShapeException if the loss is not one number
   */
  Taken take(Batch batch) {
    if (!whole.isCurrent()) {
      Composition now = Composition.of(network);
      whole.requireAllOf(now);
      whole = now;
      part = Composition.of(phase.part());
      isChecked = false;
      plan.refresh();
    }
    part.requireLearning();
    List<Tensor> arguments = new ArrayList<>(inputs.inOrder(batch.tensors()));
    arguments.add(batch.index());
    return plan.run(arguments.toArray(Tensor[]::new))
        .map(results ->
            new Taken(results.getFirst().item(), outputs.named(results.subList(1, results.size()))))
        .orElseGet(() -> eager(batch));
  }

  /** An outcome, and the gradients that it leads to. */
  private record Found(Outcome outcome, Supplier<Gradients> gradients) {}

  /**
   * @param check is shown a loss before gradients are taken
   */
  private Found find(Batch batch, Consumer<Tensor> check) {
    if (phase.step() instanceof Supervised step && step.parts() > 1) {
      Gathered all = Gathered.of(step, batch, this::mode, part.parameters(), check);
      return new Found(all.outcome(), all::gradients);
    }
    Outcome outcome = phase.step().of(batch, mode(batch));
    check.accept(outcome.loss());
    return new Found(outcome, () -> Autograd.gradients(outcome.loss(), part.parameters()));
  }

  private Taken eager(Batch batch) {
    Found found = find(batch, isChecked ? unused -> {} : network::checkTrains);
    isChecked = true;
    List<Tensor> results = outputs.inOrder(found.outcome().outputs());
    double value = found.outcome().loss().item();
    if (Double.isFinite(value)) {
      optimizer.step(found.gradients().get());
    }
    return new Taken(value, outputs.named(results.stream().map(Tensor::detach).toList()));
  }

  private List<Tensor> step(List<Tensor> in) {
    Batch batch = new Batch(inputs.named(in.subList(0, in.size() - 1)), in.getLast());
    Found found = find(batch, network::checkTrains);
    optimizer.step(found.gradients().get());
    List<Tensor> results = new ArrayList<>(List.of(found.outcome().loss()));
    results.addAll(outputs.inOrder(found.outcome().outputs()));
    return results;
  }

  private Mode mode(Batch batch) {
    Mode mode = Mode.training(draws, number, batch.index());
    return tile.isPresent() ? mode.inTilesOf(tile.get()) : mode;
  }

  /** Where numbers of this step stop being finite, for people. */
  String firstNonFinite(Batch batch) {
    return Diagnosis.firstNonFinite(phase.step(), batch, mode(batch));
  }
}
