package org.atled.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
import org.atled.nn.optim.LbfgsOptimizer;
import org.atled.nn.optim.Mover;
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
  private final Mover mover;
  private final Seed draws;
  private final Slot number;
  private final HotFunction plan;

  /** The loss of the same batch at another place, of what asks for it several times. */
  private final HotFunction again;

  private final Places inputs = new Places("Trainer: the batch");
  private final Places outputs = new Places("Trainer: the step's outcome");

  private Composition whole;
  private Composition part;
  private boolean isChecked;

  /**
   * @param draws the seed of what is drawn in the step
   * @param number of the step, which the caller sets
   */
  TrainingStep(Trainer trainer, Phase phase, Mover mover, Seed draws, Slot number) {
    this.network = trainer.module();
    this.tile = trainer.tile();
    this.phase = phase;
    this.mover = mover;
    this.draws = draws;
    this.number = number;
    this.whole = Composition.of(network);
    this.part = Composition.of(phase.part());
    this.plan =
        new HotFunction(
            "training step",
            Compiled.of(in -> step(in, mover)).unlessNotFinite(0),
            part.elements());
    this.again =
        new HotFunction(
            "loss along a line",
            Compiled.of(in -> evaluated(batch(in), loss -> false, network::checkTrains)),
            part.elements());
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
    refresh();
  }

  private void refresh() {
    plan.refresh();
    again.refresh();
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
      refresh();
    }
    part.requireLearning();
    List<Tensor> arguments = new ArrayList<>(inputs.inOrder(batch.tensors()));
    arguments.add(batch.index());
    Tensor[] given = arguments.toArray(Tensor[]::new);
    return switch (mover) {
      case Optimizer optimizer ->
          plan.run(given).map(this::taken).orElseGet(() -> eager(batch, optimizer));
      case LbfgsOptimizer search -> searched(batch, search, given);
    };
  }

  /** Of a loss, and outputs in their places. */
  private Taken taken(List<Tensor> results) {
    return new Taken(results.getFirst().item(), outputs.named(results.subList(1, results.size())));
  }

  /** What is reported is of the weights before the step, as with a rule. */
  private Taken searched(Batch batch, LbfgsOptimizer search, Tensor[] given) {
    int gradients = part.parameters().size();
    List<Taken> first = new ArrayList<>();
    double unused =
        search.stepBy(() -> {
          boolean isFirst = first.isEmpty();
          List<Tensor> results =
              (isFirst ? plan : again)
                  .run(given)
                  .orElseGet(() ->
                      evaluated(
                          batch,
                          loss -> isFirst && Double.isFinite(loss.item()),
                          isChecked ? any -> {} : network::checkTrains));
          isChecked = true;
          if (isFirst) {
            List<Tensor> reported = new ArrayList<>(List.of(results.getFirst()));
            reported.addAll(results.subList(1 + gradients, results.size()));
            first.add(taken(reported));
          }
          return results.subList(0, 1 + gradients);
        });
    return first.getFirst();
  }

  /**
   * The loss, its gradients in the order of the parameters, and the outputs.
   *
   * @param settles whether what waits for the step is changed, such as running statistics: once in
   *     a step
   */
  private List<Tensor> evaluated(Batch batch, Predicate<Tensor> settles, Consumer<Tensor> check) {
    Found found = find(batch, check);
    Tensor loss = found.outcome().loss();
    Gradients gradients = found.gradients().get();
    List<Tensor> results = new ArrayList<>(List.of(loss.detach()));
    part.parameters()
        .forEach(p -> results.add(gradients.find(p).orElseGet(() -> Tensor.full(p.type(), 0))));
    outputs.inOrder(found.outcome().outputs()).forEach(output -> results.add(output.detach()));
    if (settles.test(loss)) {
      gradients.applyPending();
    }
    return results;
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

  private Taken eager(Batch batch, Optimizer optimizer) {
    Found found = find(batch, isChecked ? unused -> {} : network::checkTrains);
    isChecked = true;
    List<Tensor> results = outputs.inOrder(found.outcome().outputs());
    double value = found.outcome().loss().item();
    if (Double.isFinite(value)) {
      optimizer.step(found.gradients().get());
    }
    return new Taken(value, outputs.named(results.stream().map(Tensor::detach).toList()));
  }

  private Batch batch(List<Tensor> in) {
    return new Batch(inputs.named(in.subList(0, in.size() - 1)), in.getLast());
  }

  /** All of a step by a rule; of a search its first loss. */
  private List<Tensor> step(List<Tensor> in, Mover mover) {
    if (!(mover instanceof Optimizer optimizer)) {
      return evaluated(batch(in), loss -> true, network::checkTrains);
    }
    Found found = find(batch(in), network::checkTrains);
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
