package org.atled.lectures.experiment;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.tensor.Tensor;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;

/** How well the simplest classifiers do on a representation: accuracies on a test set. */
final class Probe {
  private static final int STEPS = 200;
  private static final double LEARNING_RATE = 0.01;

  private Probe() {}

  /** {@link #linear(Labelled, List)} on one test set. */
  static double linear(Labelled train, Labelled test) {
    return linear(train, List.of(test))[0];
  }

  /**
   * Softmax regression on all examples at once: a linear probe (Alain and Bengio, "Understanding
   * intermediate layers using linear classifier probes", 2016). The examples are centred and scaled
   * as a whole, so that representations of any scale take the same steps.
   */
  static double[] linear(Labelled train, List<Labelled> tests) {
    Tensor mean = train.x().mean(0);
    double scale = 1 / Math.sqrt(train.x().sub(mean).square().mean().item());
    Tensor x = train.x().sub(mean).mul(scale);
    Tensor y = train.labels();
    Linear probe =
        new Linear(
            Linear.Config.of(x.shape().size(1), train.classes())
                .initializedBy(Initializer.zeros()));
    Optimizer adam = Adam.withLearningRate(LEARNING_RATE).over(probe.parameters());
    for (int step = 0; step < STEPS; step++) {
      Tensor loss = new CrossEntropyLoss().of(probe.apply(x), y);
      adam.step(Autograd.gradients(loss, probe.parameters()));
    }
    return tests.stream()
        .mapToDouble(test -> {
          Tensor logits = Autograd.noGrad(() -> probe.apply(test.x().sub(mean).mul(scale)));
          return share(logits.argmax(1), test.labels());
        })
        .toArray();
  }

  /** The class of the nearest example (Cover and Hart, 1967). */
  static double neighbour(Labelled train, Labelled test) {
    Tensor found = train.labels().rows(nearest(train.x(), test.x()));
    return share(found, test.labels());
  }

  /**
   * For each query the number of the nearest point: arg min ‖q − p‖² = arg max q·p − ½‖p‖².
   *
   * @param points [n, d]
   * @param queries [m, d]
   * @return [m]
   */
  static Tensor nearest(Tensor points, Tensor queries) {
    return queries.matmul(points.mT()).sub(points.square().sum(1).mul(0.5)).argmax(1);
  }

  private static double share(Tensor found, Tensor labels) {
    double right = 0;
    long[] a = found.toLongs();
    long[] b = labels.toLongs();
    for (int i = 0; i < a.length; i++) {
      right += a[i] == b[i] ? 1 : 0;
    }
    return right / a.length;
  }
}
