package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.StateMap;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;

/**
 * Training of one network in batches, in the mode in which batch norm takes its statistics from the
 * batch. The step is written down as a plan at the first one; all seeds and learning rates take the
 * same.
 */
final class BatchTraining {
  /** What a batch is: so many examples, drawn without replacement until all have been. */
  private final int batch;

  private final Layer model;
  private final Tensor x;
  private final Tensor y;
  private final Optimizer optimizer;
  private final Map<String, Tensor> fresh;
  private final Map<String, Tensor> unmoved;
  private final Compiled step;

  /**
   * @param x examples [n, ..]
   * @param y classes, INT64 [n]
   */
  BatchTraining(Layer model, Rule rule, Tensor x, Tensor y, int batch) {
    this.model = model;
    this.x = x;
    this.y = y;
    this.batch = batch;
    List<Parameter> parameters = model.parameters();
    optimizer = rule.over(parameters);
    fresh = model.state().snapshot();
    unmoved = StateMap.of(optimizer.state()).snapshot();
    Mode training = Mode.training(Seed.of(0), Slot.of(0L)); // nothing here draws
    step =
        Compiled.of(in -> {
          Tensor loss = new CrossEntropyLoss().of(model.apply(in.get(0), training), in.get(1));
          optimizer.step(Autograd.gradients(loss, parameters));
          return List.of(loss);
        });
  }

  /** With another learning rate from now on. */
  BatchTraining at(double learningRate) {
    optimizer.learningRate(learningRate);
    return this;
  }

  /**
   * Trains from new weights.
   *
   * @return the loss of each batch before its step
   */
  double[] course(int steps, Seed seed) {
    double learningRate = optimizer.learningRate();
    model.state().restore(fresh); // running statistics, which no initialiser draws
    model.initialize(seed.at("weights"));
    optimizer.restore(unmoved);
    optimizer.learningRate(learningRate);
    int size = (int) x.shape().size(0);
    int passes = size / batch;
    double[] losses = new double[steps];
    int[] order = {};
    for (int i = 0; i < steps; i++) {
      if (i % passes == 0) {
        order = seed.at("order").at(i).draws().permutation(size);
      }
      int from = i % passes * batch;
      Tensor index =
          Tensor.of(IntStream.of(order).skip(from).limit(batch).asLongStream().toArray());
      losses[i] = step.run(x.rows(index), y.rows(index)).getFirst().item();
    }
    return losses;
  }

  /** The mean of the last ten losses of a course; infinite if they are no numbers. */
  static double end(double[] course) {
    double mean =
        Arrays.stream(course, Math.max(0, course.length - 10), course.length)
            .average()
            .orElseThrow();
    return Double.isFinite(mean) ? mean : Double.POSITIVE_INFINITY;
  }
}
