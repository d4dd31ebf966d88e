package org.atled.lectures.experiment;

import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Module;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;

/** Steps on all examples at once, as a plan: small sets need no batches. */
final class FullBatch {
  private FullBatch() {}

  /** Trains a network whose weights are drawn already; frozen ones stay. */
  static void train(Module model, Loss loss, Rule rule, Tensor x, Tensor y, int steps) {
    Optimizer optimizer = rule.over(model.parameters());
    Compiled step =
        Compiled.of(in -> {
          Tensor value = loss.of(model.apply(in.get(0)), in.get(1));
          optimizer.step(Autograd.gradients(value, model.parameters()));
          return List.of(value);
        });
    for (int i = 0; i < steps; i++) {
      step.run(x, y);
    }
  }
}
