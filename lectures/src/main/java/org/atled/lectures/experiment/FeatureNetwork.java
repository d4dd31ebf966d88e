package org.atled.lectures.experiment;

import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.train.Trainer;

/** A network as a feature map and a linear classifier on top of it: logits = W·φ(x) + b. */
final class FeatureNetwork {
  /** Units of the first hidden layer. */
  static final int HIDDEN = 256;

  /** Units of the penultimate layer: the size of φ(x). */
  static final int FEATURES = 64;

  private final int inputs;
  private final Seed seed;
  private final Sequential first;
  private final Sequential second;
  private final Linear last;

  private FeatureNetwork(int inputs, int classes, Seed seed) {
    this.inputs = inputs;
    this.seed = seed;
    first = Sequential.of(new Linear(inputs, HIDDEN), new ReLU());
    second = Sequential.of(new Linear(HIDDEN, FEATURES), new ReLU());
    last = new Linear(FEATURES, classes);
  }

  static FeatureNetwork trained(Labelled examples, int epochs, Seed seed) {
    int inputs = (int) examples.x().shape().size(1);
    FeatureNetwork drawn = new FeatureNetwork(inputs, examples.classes(), seed);
    Sequential whole = drawn.whole();
    whole.initialize(seed);
    Trainer.of(whole, new CrossEntropyLoss(), Adam.withLearningRate(1e-3))
        .epochs(epochs)
        .batchSize(64)
        .seed(seed.value())
        .fit(examples.dataset("examples"));
    return drawn;
  }

  /** One that has learned nothing: [n, inputs] to logits [n, classes]. */
  static Sequential fresh(int inputs, int classes, Seed seed) {
    Sequential whole = new FeatureNetwork(inputs, classes, seed).whole();
    whole.initialize(seed);
    return whole;
  }

  /** The network that this one was before it was trained, but for the number of classes. */
  FeatureNetwork untrained(int classes) {
    FeatureNetwork drawn = new FeatureNetwork(inputs, classes, seed);
    drawn.whole().initialize(seed);
    return drawn;
  }

  /** Logits: [n, inputs] to [n, classes]. */
  Sequential whole() {
    return Sequential.of(first, second, last);
  }

  /** The first hidden layer: [n, inputs] to [n, {@value #HIDDEN}]. */
  Tensor firstLayer(Tensor x) {
    return first.apply(x);
  }

  /** φ(x), the penultimate layer: [n, inputs] to [n, {@value #FEATURES}]. */
  Tensor features(Tensor x) {
    return second.apply(first.apply(x));
  }
}
