package org.atled.lectures.backprop;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;

/**
 * L layers with examples as columns, as mathematics writes them: X [d, m], Y [k, m]. Layer l has Wˡ
 * [outputs, inputs] and bˡ [outputs, 1]. Back-propagation in this form: Nielsen, "Neural networks
 * and deep learning", 2015, chapter 2, equations BP1 to BP4.
 *
 * @param layers from the first to the last
 * @param loss what is to become small
 */
public record ColumnNetwork(List<Layer> layers, OutputLoss loss) {
  public ColumnNetwork {
    layers = List.copyOf(layers);
  }

  /** Aˡ = g(Wˡ·Aˡ⁻¹ + bˡ). */
  public record Layer(Matrix w, Matrix b, Activation g) {}

  /**
   * Layers of these sizes, the input's first: weights from N(0, 1/inputs), biases 0, g in all
   * layers but the last, whose activation is {@code last}.
   */
  public static ColumnNetwork drawn(
      Seed seed, DType dtype, OutputLoss loss, Activation g, Activation last, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      double sigma = 1 / Math.sqrt(sizes[l - 1]);
      Matrix w = Matrix.normal(dtype, sizes[l], sizes[l - 1], sigma, seed.at(l).draws());
      Matrix b = Matrix.zeros(dtype, sizes[l], 1);
      layers.add(new Layer(w, b, l == sizes.length - 1 ? last : g));
    }
    return new ColumnNetwork(layers, loss);
  }

  /** Computes and keeps every Zˡ = Wˡ·Aˡ⁻¹ + bˡ and Aˡ = g(Zˡ). */
  public Forward forward(Matrix x) {
    List<Matrix> zs = new ArrayList<>();
    List<Matrix> as = new ArrayList<>(List.of(x)); // A⁰ = X
    for (Layer layer : layers) {
      Matrix z = layer.w().times(as.getLast()).plus(layer.b()); // Zˡ = Wˡ·Aˡ⁻¹ + bˡ
      zs.add(z);
      as.add(layer.g().of(z)); // Aˡ = g(Zˡ)
    }
    return new Forward(zs, as);
  }

  /** The mean loss. */
  public double loss(Matrix x, Matrix y) {
    return loss.of(forward(x).output().transposed(), y.transposed());
  }

  /**
   * From the last layer to the first, with δˡ = ∂L/∂Zˡ.
   *
   * @return a gradient for each layer, from the first to the last
   */
  public List<LayerGradient> backward(Forward pass, Matrix y) {
    List<LayerGradient> gradients = new ArrayList<>();
    // ∂L/∂Aᴸ. The loss has its examples in rows.
    Matrix da = loss.gradient(pass.output().transposed(), y.transposed()).transposed();
    for (int l = layers.size(); l >= 1; l--) {
      Layer layer = layers.get(l - 1);
      Matrix delta = da.hadamard(layer.g().derivative(pass.z(l))); // δˡ = ∂L/∂Aˡ ⊙ g′(Zˡ)
      Matrix dw = delta.times(pass.a(l - 1).transposed()); // ∇Wˡ = δˡ·(Aˡ⁻¹)ᵀ
      Matrix db = delta.sumOfColumns(); // ∇bˡ = Σ over the examples of δˡ
      gradients.addFirst(new LayerGradient(dw, db));
      da = layer.w().transposed().times(delta); // ∂L/∂Aˡ⁻¹ = (Wˡ)ᵀ·δˡ
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

  /** The same network with its examples as rows; its weights are copies. */
  public RowNetwork transposed() {
    return new RowNetwork(
        layers.stream()
            .map(l -> new RowNetwork.Layer(l.w().transposed(), l.b().transposed(), l.g()))
            .toList(),
        loss);
  }
}
