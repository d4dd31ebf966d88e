package org.atled.nn.layer;

import java.util.List;
import org.atled.core.tensor.Tensor;

/** One step of a recurrence, in PyTorch's order of gates. */
final class Gates {
  private Gates() {}

  /** h′ = f(a): Elman 1990. */
  static Tensor plain(Tensor a, Recurrent.Nonlinearity f) {
    return switch (f) {
      case TANH -> a.tanh();
      case RELU -> a.relu();
    };
  }

  /**
   * c′ = σ(f)·c + σ(i)·tanh(g), h′ = σ(o)·tanh(c′): Hochreiter and Schmidhuber 1997, with the
   * forget gate of Gers et al. 2000.
   *
   * @param a i, f, g and o along the last axis
   * @return h′ and c′
   */
  static List<Tensor> lstm(Tensor a, Tensor c) {
    List<Tensor> gates = a.chunk(-1, 4);
    Tensor input = gates.get(0).sigmoid();
    Tensor forget = gates.get(1).sigmoid();
    Tensor cell = forget.mul(c).add(input.mul(gates.get(2).tanh()));
    return List.of(gates.get(3).sigmoid().mul(cell.tanh()), cell);
  }

  /**
   * h′ = n + z·(h − n) with r = σ(r_x + r_h), z = σ(z_x + z_h), n = tanh(n_x + r·n_h): Cho et al.
   * 2014, where r, unlike there, multiplies after the product.
   *
   * @param x r, z and n along the last axis, from the input
   * @param a the same from h
   */
  static Tensor gru(Tensor x, Tensor a, Tensor h) {
    List<Tensor> fromX = x.chunk(-1, 3);
    List<Tensor> fromH = a.chunk(-1, 3);
    Tensor reset = fromX.get(0).add(fromH.get(0)).sigmoid();
    Tensor update = fromX.get(1).add(fromH.get(1)).sigmoid();
    Tensor fresh = fromX.get(2).add(reset.mul(fromH.get(2))).tanh();
    return fresh.add(update.mul(h.sub(fresh)));
  }
}
