package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Schedule;

/**
 * A way to keep a network from learning its examples by heart, and the training that uses it.
 *
 * @param name for people
 * @param key for programs
 * @param l2 λ of the penalty λ Σ w² on weights, not on biases
 * @param l1 λ of the penalty λ Σ |w|
 * @param dropout the probability with which hidden units are dropped: Srivastava et al. 2014
 * @param heldBack the share of the examples that decides when to stop, instead of being learned
 * @param jitter the deviation of the noise that is added to the inputs anew in every step: Bishop
 *     1995
 */
record Regulariser(
    String name, String key, double l2, double l1, double dropout, double heldBack, double jitter) {
  private static final int HIDDEN = 64;
  private static final double LEARNING_RATE = 0.01;
  private static final int MEASURED_EVERY = 10;

  /** A weight of less than this is near zero. */
  static final double NEAR_ZERO = 1e-2;

  /**
   * A network and how it came to be.
   *
   * @param steps where it was measured: each of the first, and from the tenth on every tenth
   * @param trainLoss the mean loss of the examples it learned, there
   * @param testLoss the same of examples that nobody saw
   * @param kept the step whose weights it has
   */
  record Trained(
      Sequential model, double[] steps, double[] trainLoss, double[] testLoss, int kept) {
    /** All weights but the biases. */
    double[] weights() {
      return matrices(model).stream()
          .flatMapToDouble(p -> Arrays.stream(p.value().toDoubles()))
          .toArray();
    }

    /** The share of weights near zero. */
    double nearZero() {
      double[] all = weights();
      long small = Arrays.stream(all).filter(w -> Math.abs(w) < NEAR_ZERO).count();
      return (double) small / all.length;
    }
  }

  /** Trains on all examples at once by Adam, with a learning rate that falls to 0. */
  Trained train(Plane examples, Plane test, int steps, Seed seed) {
    int held = (int) (heldBack * examples.size());
    Plane learned = examples.part(0, examples.size() - held);
    Plane judge = examples.part(examples.size() - held, examples.size());
    Sequential model =
        Sequential.of(
            new Linear(2, HIDDEN),
            new ReLU(),
            new Dropout(dropout),
            new Linear(HIDDEN, HIDDEN),
            new ReLU(),
            new Dropout(dropout),
            new Linear(HIDDEN, 2));
    model.initialize(seed.at("weights"));
    Optimizer optimizer = Adam.withLearningRate(LEARNING_RATE).over(model.parameters());
    Slot step = Slot.of(0L);
    Mode mode = Mode.training(seed.at("draws"), step);
    Compiled descent =
        Compiled.of(in -> {
          Tensor loss = new CrossEntropyLoss().of(model.apply(in.get(0), mode), in.get(1));
          Tensor whole = penalised(loss, model);
          optimizer.step(Autograd.gradients(whole, model.parameters()));
          return List.of(whole);
        });
    List<double[]> course = new ArrayList<>();
    List<Tensor> best = List.of();
    double least = Double.POSITIVE_INFINITY;
    int kept = steps;
    for (int i = 1; i <= steps; i++) {
      step.set((long) i);
      optimizer.learningRate(
          LEARNING_RATE * Schedule.cosine().factor(Schedule.Moment.of(i, steps)));
      descent.run(jittered(learned.x(), seed.at("jitter").at(i)), learned.y());
      boolean judged = i % MEASURED_EVERY == 0;
      if (judged || i < MEASURED_EVERY) {
        course.add(new double[] {i, learned.loss(model), test.loss(model)});
      }
      if (judged && held > 0 && judge.loss(model) < least) {
        least = judge.loss(model);
        kept = i;
        best = model.parameters().stream().map(p -> p.value().detach().copy()).toList();
      }
    }
    for (int p = 0; p < best.size(); p++) {
      model.parameters().get(p).copyInto(best.get(p)); // back to where the judge liked it most
    }
    return new Trained(model, column(course, 0), column(course, 1), column(course, 2), kept);
  }

  /** L + λ₂ Σ w² + λ₁ Σ |w|, of those terms that there are. */
  private Tensor penalised(Tensor loss, Sequential model) {
    Tensor whole = loss;
    for (Parameter w : matrices(model)) {
      if (l2 > 0) {
        whole = whole.add(w.value().square().sum().mul(l2));
      }
      if (l1 > 0) {
        whole = whole.add(w.value().abs().sum().mul(l1));
      }
    }
    return whole;
  }

  private Tensor jittered(Tensor x, Seed seed) {
    return jitter > 0 ? x.add(Sample.normal(seed, x.type()).mul(jitter)) : x;
  }

  private static List<Parameter> matrices(Sequential model) {
    return model.parameters().stream().filter(p -> p.type().shape().rank() == 2).toList();
  }

  private static double[] column(List<double[]> rows, int index) {
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }
}
