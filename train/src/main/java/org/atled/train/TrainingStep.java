package org.atled.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.CaptureException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Optimizer;

/**
 * One step of training after another: operation by operation at first, and as a plan once batches
 * of one shape have come so often that making the plan pays. Both give the same bits.
 */
final class TrainingStep {
  private static final System.Logger LOGGER = System.getLogger("org.atled.train");

  private final Module model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Seed draws;
  private final Slot number;
  private final List<Parameter> parameters;

  /** How often batches of a shape have come. */
  private final Map<Shape, Integer> seen = new HashMap<>();

  private Compilation compilation = Compilation.ofThisProcess();
  private Optional<Compiled> compiled = Optional.empty();
  private List<Boolean> frozen = List.of();

  /**
   * @param draws the seed of what is drawn in the step
   * @param number of the step, which the caller sets
   */
  TrainingStep(Module model, Loss loss, Optimizer optimizer, Seed draws, Slot number) {
    this.model = model;
    this.loss = loss;
    this.optimizer = optimizer;
    this.draws = draws;
    this.number = number;
    this.parameters = model.parameters();
  }

  /**
   * What a step gave.
   *
   * @param output of the network
   * @param loss of the batch; if it is not finite, nothing was changed
   */
  record Outcome(Tensor output, double loss) {}

  Mode mode(Tensor examples) {
    return Mode.training(draws, number, examples);
  }

  /** Takes a step. */
  Outcome take(Batch batch) {
    if (seen.merge(batch.x().shape(), 1, Integer::sum) > compilation.stepsBefore()) {
      try {
        List<Tensor> results = plan().run(batch.x(), batch.y(), batch.index());
        return new Outcome(results.get(1), results.get(0).item());
      } catch (CaptureException e) {
        if (compilation == Compilation.ON) {
          throw e;
        }
        compilation = Compilation.OFF;
        LOGGER.log(
            System.Logger.Level.WARNING,
            "The training step cannot be compiled and goes on operation by operation, slower and"
                + " with the same results: {0}",
            e.getMessage());
      }
    }
    return eager(batch);
  }

  private Outcome eager(Batch batch) {
    Tensor output = model.apply(batch.x(), mode(batch.index()));
    Tensor batchLoss = loss.of(output, batch.y());
    double value = batchLoss.item();
    if (Double.isFinite(value)) {
      optimizer.step(Autograd.gradients(batchLoss, parameters));
    }
    return new Outcome(output.detach(), value);
  }

  /** Made anew when parameters were frozen or let go: a plan moves those that it saw move. */
  private Compiled plan() {
    List<Boolean> now = parameters.stream().map(Parameter::isFrozen).toList();
    if (compiled.isEmpty() || !now.equals(frozen)) {
      frozen = now;
      compiled = Optional.of(Compiled.of(this::step).unlessNotFinite(0));
    }
    return compiled.get();
  }

  private List<Tensor> step(List<Tensor> in) {
    Tensor output = model.apply(in.get(0), mode(in.get(2)));
    Tensor batchLoss = loss.of(output, in.get(1));
    optimizer.step(Autograd.gradients(batchLoss, parameters));
    return List.of(batchLoss, output);
  }
}
