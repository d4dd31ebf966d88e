package org.atled.train;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.atled.core.capture.Capture;
import org.atled.core.capture.Recording;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.StateException;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.tensor.Parameter;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.optim.Rule;

/** What a trainer refuses: before training, before a step, and after it. */
record Checks(Trainer trainer) {
  /** All that can be checked before anything is changed; what the outputs will mean. */
  Objective before(Dataset train) {
    if (train.size() == 0) {
      throw new ArgumentException(
          "\"" + train.info().name() + "\" has no examples; training needs at least one.");
    }
    schedule(Math.max(1, Math.ceilDiv(train.size(), trainer.batchSize())));
    try {
      List<Objective> decided = new ArrayList<>();
      Module module = trainer.module();
      module.withoutSettling(() -> {
        requireParts();
        decided.add(
            trainer.phases().getFirst().step()
                        instanceof Supervised(var model, var loss, var _, var _)
                    && trainer.phases().size() == 1
                    && model == module
                ? Objective.of(model, train.info(), loss)
                : new Objective.Own());
        trainer.tile().ifPresent(tile -> requireTiles(tile, train));
      });
      return decided.getFirst();
    } catch (StateException e) {
      throw e.within("Trainer");
    }
  }

  /** A method that searches its lengths by itself would take no notice of a schedule. */
  private void schedule(int batches) {
    if (trainer.phases().stream().allMatch(phase -> phase.rule() instanceof Rule)) {
      return;
    }
    for (double[] at : Course.course(trainer.schedule(), trainer.epochs(), batches)) {
      if (at[1] != 1 || at.length > 2) {
        throw new ArgumentException(
            "Trainer: the schedule multiplies the learning rate by %s at step %d, but Lbfgs searches the length of each step by itself and follows none; leave the schedule out."
                .formatted(at[1], (long) at[0]));
      }
    }
  }

  /** What no phase moves would never learn, and what is no part of the network not be saved. */
  private void requireParts() {
    Module module = trainer.module();
    List<Module> modules = module.modules();
    Set<Parameter> moved = new HashSet<>();
    for (Phase phase : trainer.phases()) {
      if (!modules.contains(phase.part())) {
        throw new StateException(
            "phase \"%s\" moves %s, which is no part of the network and would not be saved; register it there: child(\"%s\", …)."
                .formatted(phase.name(), phase.part(), phase.name()));
      }
      Composition.of(phase.part()).requireLearning();
      moved.addAll(phase.part().parameters());
    }
    for (Parameter parameter : module.parameters()) {
      if (!parameter.isFrozen() && !moved.contains(parameter)) {
        throw new StateException(
            "no phase moves %s, so that it would never learn; give it to the part of a phase, or freeze it."
                .formatted(parameter));
      }
    }
  }

  /** An option that nothing obeys would be silently wrong: of how large tiles, the kernels know. */
  private void requireTiles(int tile, Dataset train) {
    Batch batch = train.batch(IntStream.range(0, Math.min(2, train.size())).toArray());
    Mode mode = Mode.evaluation().inTilesOf(tile);
    for (Phase phase : trainer.phases()) {
      try {
        Recording kernels =
            Capture.record(List.of(), _ -> List.of(phase.step().of(batch, mode).loss()));
        if (kernels.steps().stream()
            .anyMatch(step ->
                step.kernel() instanceof ConvolveKernel convolution
                    && convolution.tile() == tile)) {
          return;
        }
      } catch (CaptureException e) {
        return; // a step of one's own, of which nobody knows what it would run
      }
    }
    throw new ArgumentException(
        "No convolution of the network is computed in tiles of %d×%d windows (--tiles): it takes a kernel of 3×3, steps of 1, no groups, 16 channels or more in and out, and images that are not too small; leave the tiles out."
            .formatted(tile, tile));
  }

  /** A loss finds some of them too, but cannot say which example it is. */
  void labels(Batch batch, DatasetInfo info) {
    if (!(info.task() instanceof Task.Classification(List<String> named))
        || !batch.tensors().has(Batch.Y)
        || batch.y().dtype().isFloating()) { // probabilities of classes, of mixed examples
      return;
    }
    int classes = named.size();
    long[] labels = batch.y().toLongs();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new ArgumentException(
            "Trainer: example "
                + batch.index().toLongs()[i]
                + " of \""
                + info.name()
                + "\" has the label "
                + labels[i]
                + " but there are "
                + classes
                + " classes, numbered from 0 to "
                + (classes - 1)
                + "; mend the label, or name its class in the task.");
      }
    }
  }

  /**
   * A step may write numbers that are not finite although its loss was: the next loss would show
   * it, but the last step has none.
   */
  void finite(int epoch) {
    trainer
        .module()
        .state()
        .entries()
        .forEach((path, cell) -> {
          if (!Diagnosis.finite(cell.value())) {
            throw new NonFiniteLossException(
                "In epoch "
                    + epoch
                    + " "
                    + cell
                    + " came to hold a number that is not finite; nothing is to be saved of it. Try"
                    + " a smaller learning rate.");
          }
        });
  }
}
