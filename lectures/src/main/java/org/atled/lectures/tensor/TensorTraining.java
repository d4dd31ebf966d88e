package org.atled.lectures.tensor;

import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.loss.Loss;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Sgd;

/**
 * Gradient descent on a network of Atled's: the whole of a step is three lines, whatever the
 * network. Eager and planned steps may take turns, and have the same bits.
 */
public final class TensorTraining {
  private final Layer model;
  private final Loss loss;
  private final Optimizer descent;
  private final Compiled plan;
  private final Compiled gradientPlan;

  public TensorTraining(Layer model, Loss loss, double learningRate) {
    this.model = model;
    this.loss = loss;
    this.descent = Sgd.withLearningRate(learningRate).over(model.parameters());
    this.plan = Compiled.of(in -> List.of(eager(in.get(0), in.get(1))));
    this.gradientPlan = Compiled.of(in -> eagerGradients(in.get(0), in.get(1)));
  }

  /** One step, operation by operation; gives the loss before it. */
  public Tensor eager(Tensor x, Tensor y) {
    Tensor l = loss.of(model.apply(x), y);
    descent.step(Autograd.gradients(l, model.parameters()));
    return l;
  }

  /** The same step, written down at the first call and from then on run as a few fused loops. */
  public Tensor compiled(Tensor x, Tensor y) {
    return plan.run(x, y).getFirst();
  }

  /** The gradients alone, by each of the model's parameters that is not frozen, in order. */
  public List<Tensor> eagerGradients(Tensor x, Tensor y) {
    Gradients g = Autograd.gradients(loss.of(model.apply(x), y), model.parameters());
    return model.parameters().stream().flatMap(p -> g.find(p).stream()).toList();
  }

  /** The same gradients, as a plan. */
  public List<Tensor> compiledGradients(Tensor x, Tensor y) {
    return gradientPlan.run(x, y);
  }
}
