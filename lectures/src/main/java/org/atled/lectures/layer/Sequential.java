package org.atled.lectures.layer;

import java.util.ArrayList;
import java.util.List;
import org.atled.lectures.matrix.Matrix;

/** Layers one after another: f = f_n ∘ … ∘ f_1. */
public final class Sequential implements Layer {
  private final List<Layer> layers;

  private Sequential(List<Layer> layers) {
    this.layers = layers;
  }

  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Matrix forward(Matrix x) {
    Matrix y = x;
    for (Layer layer : layers) {
      y = layer.forward(y);
    }
    return y;
  }

  /** From the last layer to the first: the gradient by one's input is the next one's upstream. */
  @Override
  public Gradients backward(Matrix upstream) {
    Matrix g = upstream;
    List<Matrix> parameters = new ArrayList<>();
    for (Layer layer : layers.reversed()) {
      Gradients gradients = layer.backward(g);
      g = gradients.input();
      parameters.addAll(0, gradients.parameters());
    }
    return new Gradients(g, parameters);
  }

  @Override
  public List<Matrix> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** The chain rule: ∂y/∂x = J_n ··· J_2 · J_1, a product of whole matrices. */
  @Override
  public Jacobians jacobians(Matrix x) {
    List<Matrix> inputs = new ArrayList<>(List.of(x));
    for (Layer layer : layers) {
      inputs.add(layer.forward(inputs.getLast()));
    }
    Matrix after = Matrix.identity(x.dtype(), inputs.getLast().columns()); // ∂y/∂y
    List<Matrix> parameters = new ArrayList<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      Jacobians own = layers.get(i).jacobians(inputs.get(i));
      Matrix later = after;
      parameters.addAll(0, own.parameters().stream().map(later::times).toList());
      after = after.times(own.input());
    }
    return new Jacobians(after, parameters);
  }
}
