package org.atled.lectures.rung;

import java.util.List;
import org.atled.lectures.backprop.LayerGradient;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.matrix.Matrix;

/** Rung 3, examples as rows. */
public final class ByRows implements Rung {
  private final Start start;
  private final RowNetwork network;

  public ByRows(Start start) {
    this.start = start;
    this.network = new RowNetwork(start.layers(), start.network().loss());
  }

  @Override
  public String name() {
    return "3, back-propagation by rows";
  }

  @Override
  public List<Matrix> gradients(Matrix x, Matrix y) {
    List<LayerGradient> g = network.backward(network.forward(x), y);
    return start.learning(
        g.stream().map(LayerGradient::w).toList(), g.stream().map(LayerGradient::b).toList());
  }

  @Override
  public List<Matrix> weights() {
    return start.learning(
        network.layers().stream().map(l -> l.w().copy()).toList(),
        network.layers().stream().map(l -> l.b().copy()).toList());
  }

  @Override
  public Runnable step(Matrix x, Matrix y) {
    return () -> {
      List<LayerGradient> g = network.backward(network.forward(x), y);
      network.step(
          start.biases() ? g : g.stream().map(LayerGradient::ofWeights).toList(),
          start.learningRate());
    };
  }
}
