package org.atled.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;

/**
 * Steps of a network that is trained: forward, cross-entropy, gradients, the optimizer's step. The
 * batches, uniform numbers and random classes, lie ready.
 */
final class TrainingSteps {
  private static final Seed SEED = Seed.of(1);

  private final Layer model;
  private final Optimizer optimizer;
  private final CrossEntropyLoss crossEntropy = new CrossEntropyLoss();
  private final Mode mode;
  private final List<List<Tensor>> batches = new ArrayList<>();

  /**
   * @param example the shape of one
   * @param batch how many examples
   * @param batches how many of them there are, used over and over
   */
  TrainingSteps(
      Layer model, Rule rule, Mode mode, Shape example, int classes, int batch, int batches) {
    this.model = model;
    this.mode = mode;
    this.optimizer = rule.over(model.parameters());
    for (int i = 0; i < batches; i++) {
      this.batches.add(List.of(examples(example, i, batch), classes(i, batch, classes)));
    }
  }

  /** Numbers for a network, uniform in [0, 1). */
  static Tensor examples(Shape example, int number, int count) {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(count).concat(example));
    return Sample.uniform(SEED.at("x").at(number), type);
  }

  private static Tensor classes(int number, int batch, int count) {
    Draws draws = SEED.at("y").at(number).draws();
    long[] classes = new long[batch];
    Arrays.setAll(classes, i -> draws.below(count));
    return Tensor.of(classes, batch);
  }

  /** Operation by operation. */
  Repeated.Task eager() {
    return number -> step(batch(number));
  }

  /** As a plan. */
  Planned planned() {
    return new Planned(Compiled.of(this::step).unlessNotFinite(0), this::batch);
  }

  private List<Tensor> batch(int number) {
    return batches.get(number % batches.size());
  }

  private List<Tensor> step(List<Tensor> in) {
    Tensor loss = crossEntropy.of(model.apply(in.get(0), mode), in.get(1));
    Gradients g = Autograd.gradients(loss, model.parameters());
    optimizer.step(g);
    return List.of(loss);
  }
}
