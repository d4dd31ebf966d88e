package org.atled.lectures.rung;

import java.util.List;
import org.atled.lectures.backprop.ColumnNetwork;
import org.atled.lectures.backprop.LayerGradient;
import org.atled.lectures.matrix.Matrix;

/** Rung 3, examples as columns. */
public final class ByColumns implements Rung {
  private final Start start;
  private final ColumnNetwork network;

  public ByColumns(Start start) {
    this.start = start;
    this.network =
        new ColumnNetwork(
            start.layers().stream()
                .map(l -> new ColumnNetwork.Layer(l.w().transposed(), l.b().transposed(), l.g()))
                .toList(),
            start.network().loss());
  }

  @Override
  public String name() {
    return "3, back-propagation by columns";
  }

  @Override
  public List<Matrix> gradients(Matrix x, Matrix y) {
    List<LayerGradient> g = network.backward(network.forward(x.transposed()), y.transposed());
    return start.learning(
        g.stream().map(layer -> layer.w().transposed()).toList(),
        g.stream().map(layer -> layer.b().transposed()).toList());
  }

  @Override
  public List<Matrix> weights() {
    return start.learning(
        network.layers().stream().map(l -> l.w().transposed()).toList(),
        network.layers().stream().map(l -> l.b().transposed()).toList());
  }

  @Override
  public Runnable step(Matrix x, Matrix y) {
    Matrix columns = x.transposed();
    Matrix targets = y.transposed();
    return () -> {
      List<LayerGradient> g = network.backward(network.forward(columns), targets);
      network.step(
          start.biases() ? g : g.stream().map(LayerGradient::ofWeights).toList(),
          start.learningRate());
    };
  }
}
