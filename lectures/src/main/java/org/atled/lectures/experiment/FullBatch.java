package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.StateMap;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;

/**
 * Training of one network on all examples at once, since small sets need no batches: θ ← rule(θ,
 * ∇L(θ)), with L the mean over all of them. It begins with the weights as they are, or those of a
 * seed; frozen ones are drawn, but not trained. The step is written down as a plan at the first
 * one, and all seeds take the same plan.
 */
final class FullBatch {
  private final Layer model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Map<String, Tensor> fresh;
  private final Compiled step;

  FullBatch(Layer model, Loss loss, Rule rule) {
    this.model = model;
    this.loss = loss;
    List<Parameter> parameters = model.parameters();
    optimizer = rule.over(parameters);
    fresh = StateMap.of(optimizer.state()).snapshot();
    step =
        Compiled.of(in -> {
          Tensor value = loss.of(model.apply(in.get(0)), in.get(1));
          optimizer.step(Autograd.gradients(value, parameters));
          return List.of(value);
        });
  }

  /** Draws the weights anew; the optimizer forgets what it has seen. */
  FullBatch restart(Seed seed) {
    model.initialize(seed);
    optimizer.restore(fresh);
    return this;
  }

  /**
   * Takes steps.
   *
   * @return the loss before each of them
   */
  double[] steps(int count, Tensor x, Tensor y) {
    double[] losses = new double[count];
    for (int i = 0; i < count; i++) {
      losses[i] = step.run(x, y).getFirst().item();
    }
    return losses;
  }

  /** The loss with the weights as they are now. */
  double loss(Tensor x, Tensor y) {
    return Autograd.noGrad(() -> loss.of(model.apply(x), y)).item();
  }

  /**
   * Takes steps.
   *
   * @return the loss before the first one and after each, count + 1 numbers
   */
  double[] course(int count, Tensor x, Tensor y) {
    double[] losses = Arrays.copyOf(steps(count, x, y), count + 1);
    losses[count] = loss(x, y);
    return losses;
  }
}
