package org.atled.lectures.backprop;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.lectures.matrix.Activation;

/**
 * One unit a layer, one example, plain numbers: back-propagation before matrices. With a⁰ = x:
 *
 * <pre>
 * zˡ = wˡ·aˡ⁻¹ + bˡ     aˡ = g(zˡ)     C = ½ (aᴸ − y)²
 * </pre>
 *
 * @param w w¹ … wᴸ
 * @param b b¹ … bᴸ
 * @param g every unit's activation
 */
public record UnitChain(List<Double> w, List<Double> b, Activation g) {
  public UnitChain {
    w = List.copyOf(w);
    b = List.copyOf(b);
    if (w.size() != b.size() || w.isEmpty()) {
      throw new ShapeException(
          "UnitChain: there are "
              + w.size()
              + " weights and "
              + b.size()
              + " biases; give one of each for every layer, and at least one layer.");
    }
  }

  /** z¹ … zᴸ (at 0 … L − 1) and a⁰ … aᴸ. */
  public record Forward(double[] z, double[] a) {
    /** C = ½ (aᴸ − y)². */
    public double cost(double y) {
      double error = a[a.length - 1] - y;
      return 0.5 * error * error;
    }
  }

  /** By z, a, w, b of each layer: ∂C/∂zˡ and so on; {@code a} begins with ∂C/∂a⁰. */
  public record Gradients(double[] z, double[] a, double[] w, double[] b) {}

  /** How many layers there are. */
  public int depth() {
    return w.size();
  }

  public Forward forward(double x) {
    double[] z = new double[depth()];
    double[] a = new double[depth() + 1];
    a[0] = x;
    for (int l = 0; l < depth(); l++) {
      z[l] = w.get(l) * a[l] + b.get(l);
      a[l + 1] = g.g().applyAsDouble(z[l]);
    }
    return new Forward(z, a);
  }

  /**
   * The chain rule, from C back to x: each derivative is the one after it times one more factor.
   */
  public Gradients backward(Forward pass, double y) {
    int last = depth();
    double[] dz = new double[last];
    double[] da = new double[last + 1];
    double[] dw = new double[last];
    double[] db = new double[last];
    da[last] = pass.a()[last] - y; // ∂C/∂aᴸ = aᴸ − y
    for (int l = last - 1; l >= 0; l--) {
      dz[l] = da[l + 1] * g.derivative().applyAsDouble(pass.z()[l]); // ∂C/∂z = ∂C/∂a · g′(z)
      dw[l] = dz[l] * pass.a()[l]; // ∂C/∂w = ∂C/∂z · (a of the layer before)
      db[l] = dz[l]; // ∂C/∂b = ∂C/∂z
      da[l] = dz[l] * w.get(l); // ∂C/∂a of the layer before = ∂C/∂z · w
    }
    return new Gradients(dz, da, dw, db);
  }
}
