package org.atled.lectures.rung;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.lectures.backprop.OutputLoss;
import org.atled.lectures.byhand.TwoLayerNetwork;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Softmax;

/** Rung 2: two layers without biases, ReLU between them, softmax cross-entropy. */
public final class ByHand implements Rung {
  private final Matrix w1;
  private final Matrix w2;
  private final double learningRate;

  /**
   * @throws ArgumentException if this is not the network that was derived by hand
   */
  public ByHand(Start start) {
    var layers = start.layers();
    if (layers.size() != 2
        || start.biases()
        || layers.stream().anyMatch(l -> Arrays.stream(l.b().toDoubles()).anyMatch(b -> b != 0))
        || layers.getFirst().g() != Activation.RELU
        || layers.getLast().g() != Activation.IDENTITY
        || start.network().loss() != OutputLoss.SOFTMAX) {
      throw new ArgumentException(
          "Rung 2 is derived for two layers without biases, ReLU between them and softmax"
              + " cross-entropy; climb to rung 3 for any other network.");
    }
    w1 = layers.getFirst().w();
    w2 = layers.getLast().w();
    learningRate = start.learningRate();
  }

  @Override
  public String name() {
    return "2, by hand";
  }

  @Override
  public List<Matrix> gradients(Matrix x, Matrix y) {
    var g = TwoLayerNetwork.gradients(x, Softmax.greatestOf(y), w1, w2);
    return List.of(g.w1(), g.w2());
  }

  @Override
  public List<Matrix> weights() {
    return List.of(w1.copy(), w2.copy());
  }

  @Override
  public Runnable step(Matrix x, Matrix y) {
    int[] classes = Softmax.greatestOf(y);
    return () -> TwoLayerNetwork.epoch(x, classes, w1, w2, learningRate, classes.length);
  }
}
