package org.atled.lectures.rung;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.matrix.Matrix;

/**
 * Where all rungs start. Each copies the weights.
 *
 * @param network its layers, weights and loss
 * @param biases whether the biases learn; else they stay as they are, and are not told of
 * @param learningRate η
 */
public record Start(RowNetwork network, boolean biases, double learningRate) {
  public DType dtype() {
    return network.layers().getFirst().w().dtype();
  }

  /** The same start in a type. */
  public Start to(DType dtype) {
    List<RowNetwork.Layer> layers =
        network.layers().stream()
            .map(l -> new RowNetwork.Layer(l.w().to(dtype), l.b().to(dtype), l.g()))
            .toList();
    return new Start(new RowNetwork(layers, network.loss()), biases, learningRate);
  }

  /** The network with other weights, as {@link Rung#weights} gives them. */
  public RowNetwork with(List<Matrix> weights) {
    List<RowNetwork.Layer> layers = new ArrayList<>();
    int next = 0;
    for (RowNetwork.Layer layer : network.layers()) {
      Matrix w = weights.get(next++);
      Matrix b = biases ? weights.get(next++) : layer.b();
      layers.add(new RowNetwork.Layer(w, b, layer.g()));
    }
    return new RowNetwork(layers, network.loss());
  }

  /** The layers with weights of their own. */
  List<RowNetwork.Layer> layers() {
    return to(dtype()).network().layers();
  }

  /** Of pairs of W and b those that learn. */
  List<Matrix> learning(List<Matrix> ws, List<Matrix> bs) {
    List<Matrix> all = new ArrayList<>();
    for (int i = 0; i < ws.size(); i++) {
      all.add(ws.get(i));
      if (biases) {
        all.add(bs.get(i));
      }
    }
    return all;
  }
}
