package org.atled.lectures.backprop;

import java.util.ArrayList;
import java.util.List;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;

/**
 * L layers with examples as rows, as data lie in memory: X [m, d], Y [m, k]. Layer l has Wˡ
 * [inputs, outputs] and bˡ [1, outputs]. Every formula is that of {@link ColumnNetwork} with all
 * matrices transposed, and so with the factors of every product swapped, as (AB)ᵀ = BᵀAᵀ.
 *
 * @param layers from the first to the last
 * @param loss what is to become small
 */
public record RowNetwork(List<Layer> layers, OutputLoss loss) {
  public RowNetwork {
    layers = List.copyOf(layers);
  }

  /** Aˡ = g(Aˡ⁻¹·Wˡ + bˡ). */
  public record Layer(Matrix w, Matrix b, Activation g) {}

  /** Computes and keeps every Zˡ = Aˡ⁻¹·Wˡ + bˡ and Aˡ = g(Zˡ). */
  public Forward forward(Matrix x) {
    List<Matrix> zs = new ArrayList<>();
    List<Matrix> as = new ArrayList<>(List.of(x)); // A⁰ = X
    for (Layer layer : layers) {
      Matrix z = as.getLast().times(layer.w()).plus(layer.b()); // Zˡ = Aˡ⁻¹·Wˡ + bˡ
      zs.add(z);
      as.add(layer.g().of(z)); // Aˡ = g(Zˡ)
    }
    return new Forward(zs, as);
  }

  /** The mean loss. */
  public double loss(Matrix x, Matrix y) {
    return loss.of(forward(x).output(), y);
  }

  /**
   * From the last layer to the first, with δˡ = ∂L/∂Zˡ.
   *
   * @return a gradient for each layer, from the first to the last
   */
  public List<LayerGradient> backward(Forward pass, Matrix y) {
    List<LayerGradient> gradients = new ArrayList<>();
    Matrix da = loss.gradient(pass.output(), y); // ∂L/∂Aᴸ
    for (int l = layers.size(); l >= 1; l--) {
      Layer layer = layers.get(l - 1);
      Matrix delta = da.hadamard(layer.g().derivative(pass.z(l))); // δˡ = ∂L/∂Aˡ ⊙ g′(Zˡ)
      Matrix dw = pass.a(l - 1).transposed().times(delta); // ∇Wˡ = (Aˡ⁻¹)ᵀ·δˡ
      Matrix db = delta.sumOfRows(); // ∇bˡ = Σ over the examples of δˡ
      gradients.addFirst(new LayerGradient(dw, db));
      da = delta.times(layer.w().transposed()); // ∂L/∂Aˡ⁻¹ = δˡ·(Wˡ)ᵀ
    }
    return gradients;
  }

  /** Wˡ ← Wˡ − η ∇Wˡ and bˡ ← bˡ − η ∇bˡ, in place. */
  public void step(List<LayerGradient> gradients, double learningRate) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).w().subtract(learningRate, gradients.get(i).w());
      layers.get(i).b().subtract(learningRate, gradients.get(i).b());
    }
  }
}
