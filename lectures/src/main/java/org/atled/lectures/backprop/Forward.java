package org.atled.lectures.backprop;

import java.util.List;
import org.atled.lectures.matrix.Matrix;

/**
 * What a forward pass keeps for the backward pass: every Z and every A, layers counted from 1.
 *
 * @param zs Z¹ … Zᴸ
 * @param as A⁰ = X, A¹ … Aᴸ
 */
public record Forward(List<Matrix> zs, List<Matrix> as) {
  public Forward {
    zs = List.copyOf(zs);
    as = List.copyOf(as);
  }

  /** Zˡ, the weighted sums of layer l. */
  public Matrix z(int l) {
    return zs.get(l - 1);
  }

  /** Aˡ, the activations of layer l; A⁰ is the input. */
  public Matrix a(int l) {
    return as.get(l);
  }

  /** Aᴸ. */
  public Matrix output() {
    return as.getLast();
  }
}
