package org.atled.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/**
 * What a step finds where nothing moves, batch after batch: operation by operation at first, and as
 * a plan once that pays, as a {@link TrainingStep} is taken. Both find the same bits.
 */
final class EvaluationStep {
  private final String phase;
  private final Step step;
  private final HotFunction plan;
  private final Places inputs = new Places("Evaluation: the batch");
  private final Places outputs = new Places("Evaluation: the step's outcome");

  /**
   * @param phase by whose name the loss is reported
   * @param network what the step applies, where it is known
   */
  EvaluationStep(String phase, Step step, Optional<Module> network) {
    this.phase = phase;
    this.step = step;
    long elements = network.map(Composition::of).map(Composition::elements).orElse(0L);
    this.plan = new HotFunction("evaluation", Compiled.of(this::found), elements);
  }

  /** One for each phase of a trainer. */
  static List<EvaluationStep> of(Trainer trainer) {
    return trainer.phases().stream()
        .map(phase -> new EvaluationStep(phase.name(), phase.step(), Optional.of(trainer.module())))
        .toList();
  }

  /** Begins a pass over data: what has changed in the network since is noticed here. */
  void begin() {
    plan.refresh();
  }

  /** What it finds, after what the phases before it found. */
  Evaluation.Found of(Batch batch, Evaluation.Found before) {
    List<Tensor> arguments = new ArrayList<>(inputs.inOrder(batch.tensors()));
    arguments.add(batch.index());
    Tensor[] given = arguments.toArray(Tensor[]::new);
    List<Tensor> results = plan.run(given).orElseGet(() -> found(arguments));
    return before.and(
        phase, results.getFirst().item(), outputs.named(results.subList(1, results.size())));
  }

  private List<Tensor> found(List<Tensor> in) {
    Batch batch = new Batch(inputs.named(in.subList(0, in.size() - 1)), in.getLast());
    // A step of one's own may differentiate by itself, as a gradient penalty does.
    Outcome outcome =
        step instanceof Supervised
            ? Autograd.noGrad(() -> step.of(batch, Mode.evaluation()))
            : step.of(batch, Mode.evaluation());
    List<Tensor> results = new ArrayList<>(List.of(outcome.loss().detach()));
    outputs.inOrder(outcome.outputs()).forEach(output -> results.add(output.detach()));
    return results;
  }
}
