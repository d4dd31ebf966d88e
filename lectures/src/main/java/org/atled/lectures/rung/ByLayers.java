package org.atled.lectures.rung;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.lectures.backprop.OutputLoss;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.layer.Layer;
import org.atled.lectures.layer.Linear;
import org.atled.lectures.layer.LogisticLoss;
import org.atled.lectures.layer.Loss;
import org.atled.lectures.layer.ReLU;
import org.atled.lectures.layer.Sequential;
import org.atled.lectures.layer.Sigmoid;
import org.atled.lectures.layer.SoftmaxCrossEntropy;
import org.atled.lectures.layer.SquaredLoss;
import org.atled.lectures.layer.Tanh;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;

/** Rung 4: layers with forward and backward. */
public final class ByLayers implements Rung {
  private final Start start;
  private final Layer network;
  private final Loss loss;

  public ByLayers(Start start) {
    this.start = start;
    List<Layer> layers = new ArrayList<>();
    for (RowNetwork.Layer layer : start.layers()) {
      layers.add(new Linear(layer.w(), layer.b()));
      if (layer.g() != Activation.IDENTITY) {
        layers.add(activation(layer.g()));
      }
    }
    this.network = Sequential.of(layers.toArray(Layer[]::new));
    this.loss = loss(start.network().loss());
  }

  private static Layer activation(Activation g) {
    return switch (g.name()) {
      case "sigmoid" -> new Sigmoid();
      case "tanh" -> new Tanh();
      case "ReLU" -> new ReLU();
      default -> throw new ArgumentException("Rung 4 has no layer for the activation " + g + ".");
    };
  }

  private static Loss loss(OutputLoss kind) {
    return switch (kind) {
      case LOGISTIC -> new LogisticLoss();
      case SOFTMAX -> new SoftmaxCrossEntropy();
      case SQUARED -> new SquaredLoss();
    };
  }

  @Override
  public String name() {
    return "4, layers";
  }

  @Override
  public List<Matrix> gradients(Matrix x, Matrix y) {
    loss.forward(network.forward(x), y);
    return learning(network.backward(loss.backward()).parameters());
  }

  @Override
  public List<Matrix> weights() {
    return learning(network.parameters()).stream().map(Matrix::copy).toList();
  }

  @Override
  public Runnable step(Matrix x, Matrix y) {
    return () -> {
      List<Matrix> gradients = gradients(x, y);
      List<Matrix> weights = learning(network.parameters());
      for (int i = 0; i < weights.size(); i++) {
        weights.get(i).subtract(start.learningRate(), gradients.get(i));
      }
    };
  }

  /** Of W¹, b¹, W² … those that learn. */
  private List<Matrix> learning(List<Matrix> all) {
    List<Matrix> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += start.biases() ? 1 : 2) {
      some.add(all.get(i));
    }
    return some;
  }
}
