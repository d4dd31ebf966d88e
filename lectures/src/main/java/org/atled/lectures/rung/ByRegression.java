package org.atled.lectures.rung;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Softmax;
import org.atled.lectures.regression.LogisticRegression;
import org.atled.lectures.regression.Regression;
import org.atled.lectures.regression.SoftmaxRegression;

/** Rung 1: one layer with a bias, logistic or softmax. */
public final class ByRegression implements Rung {
  private final Regression regression;
  private final double learningRate;

  /**
   * @throws ArgumentException if this is no regression
   */
  public ByRegression(Start start) {
    RowNetwork.Layer layer = start.layers().getFirst();
    if (start.layers().size() != 1 || !start.biases() || layer.g() != Activation.IDENTITY) {
      throw refused();
    }
    regression =
        switch (start.network().loss()) {
          case LOGISTIC -> new LogisticRegression(layer.w(), layer.b());
          case SOFTMAX -> new SoftmaxRegression(layer.w(), layer.b());
          case SQUARED -> throw refused();
        };
    learningRate = start.learningRate();
  }

  private static ArgumentException refused() {
    return new ArgumentException(
        "Rung 1 is one layer with a bias and a logistic or softmax loss; climb to rung 3 for any"
            + " other network.");
  }

  @Override
  public String name() {
    return "1, regression";
  }

  @Override
  public List<Matrix> gradients(Matrix x, Matrix y) {
    Regression.Gradient g = regression.gradient(x, classes(y));
    return List.of(g.w(), g.b());
  }

  @Override
  public List<Matrix> weights() {
    return List.of(regression.w().copy(), regression.b().copy());
  }

  @Override
  public Runnable step(Matrix x, Matrix y) {
    int[] classes = classes(y);
    return () -> regression.step(regression.gradient(x, classes), learningRate);
  }

  private int[] classes(Matrix y) {
    return regression instanceof SoftmaxRegression
        ? Softmax.greatestOf(y)
        : Arrays.stream(y.toDoubles()).mapToInt(target -> (int) target).toArray();
  }
}
