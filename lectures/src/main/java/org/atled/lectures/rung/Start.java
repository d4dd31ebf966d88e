package org.atled.lectures.rung;

import java.util.ArrayList;
import java.util.List;
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
  /** The layers with weights of their own. */
  List<RowNetwork.Layer> layers() {
    return network.layers().stream()
        .map(l -> new RowNetwork.Layer(l.w().copy(), l.b().copy(), l.g()))
        .toList();
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
