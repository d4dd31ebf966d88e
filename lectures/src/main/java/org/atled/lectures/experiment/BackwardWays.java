package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.layer.FullJacobian;
import org.atled.lectures.layer.Layer;
import org.atled.lectures.layer.Linear;
import org.atled.lectures.layer.Sequential;
import org.atled.lectures.layer.Tanh;
import org.atled.lectures.matrix.Matrix;

/**
 * Ways to go backward through two layers of n units for one example, and what they take.
 *
 * @param layers W₁ and b₁, tanh, W₂ and b₂
 * @param x the input, [1, n]
 * @param upstream ∂L/∂y of the output, [1, n]
 */
record BackwardWays(List<Layer> layers, Matrix x, Matrix upstream) {
  /**
   * What a way takes.
   *
   * @param numbers that are in memory at its end
   * @param multiplications counted from the shapes of the matrices
   */
  record Count(long numbers, long multiplications) {}

  /** Weights, input and upstream gradient drawn at random. */
  static BackwardWays drawn(int n, Seed seed) {
    List<Layer> layers =
        List.of(
            Linear.drawn(DType.FLOAT64, n, n, seed.at("first").draws()),
            new Tanh(),
            Linear.drawn(DType.FLOAT64, n, n, seed.at("second").draws()));
    return new BackwardWays(
        layers,
        Matrix.normal(DType.FLOAT64, 1, n, 1, seed.at("x").draws()),
        Matrix.normal(DType.FLOAT64, 1, n, 1, seed.at("upstream").draws()));
  }

  Sequential network() {
    return Sequential.of(layers.toArray(Layer[]::new));
  }

  /** By vector-Jacobian products, as rung 4 does it. */
  Layer.Gradients byProducts() {
    Sequential network = network();
    network.forward(x);
    return network.backward(upstream);
  }

  /** By the Jacobians themselves. */
  Layer.Gradients byJacobians() {
    return FullJacobian.backward(network(), x, upstream);
  }

  /** The same by tensors: the gradients by x, W₁, b₁, W₂ and b₂. */
  List<Matrix> byTensors() {
    List<Tensor> inputs = new ArrayList<>(List.of(tensor(x)));
    network().parameters().forEach(p -> inputs.add(tensor(p)));
    Tensor h = inputs.get(0).matmul(inputs.get(1)).add(inputs.get(2)).tanh();
    Tensor y = h.matmul(inputs.get(3)).add(inputs.get(4));
    Gradients g = Autograd.vjp(y, tensor(upstream).detach(), inputs.toArray(Tensor[]::new));
    return inputs.stream().map(in -> Matrix.of((double[][]) g.of(in).toArray())).toList();
  }

  private static Tensor tensor(Matrix matrix) {
    return Tensor.of(matrix.toArray()).requiresGrad();
  }

  /** How far row i of ∂y/∂x is from the product of the unit vector eᵢ with it, at most. */
  double rowsByUnitVectors() {
    Sequential network = network();
    Matrix jacobian = network.jacobians(x).input();
    double most = 0;
    for (int i = 0; i < jacobian.rows(); i++) {
      network.forward(x);
      Matrix unit = Matrix.identity(DType.FLOAT64, jacobian.rows()).rows(i, i + 1);
      most = Math.max(most, network.backward(unit).input().distance(jacobian.rows(i, i + 1)));
    }
    return most;
  }

  /** What {@link Sequential#jacobians} multiplies, and then g · ∂y/∂θ for each θ. */
  Count jacobians() {
    long out = upstream.columns();
    Layer.Jacobians whole = network().jacobians(x);
    long numbers = elements(whole.input());
    for (Matrix byParameter : whole.parameters()) {
      numbers += elements(byParameter);
    }
    long multiplications = numbers; // g [1, out] · J [out, elements]: each number of J once
    Matrix input = x;
    for (Layer layer : layers) {
      Layer.Jacobians own = layer.jacobians(input);
      multiplications += out * elements(own.input()); // ∂y/∂z [out, k] · ∂z/∂x [k, in]
      for (Matrix byParameter : own.parameters()) {
        multiplications += out * elements(byParameter); // ∂y/∂z [out, k] · ∂z/∂θ [k, elements]
      }
      input = layer.forward(input);
    }
    return new Count(numbers, multiplications);
  }

  /** g · Wᵀ and xᵀ · g in each linear layer, g ⊙ tanh′ between. */
  Count products() {
    long numbers = elements(x);
    long multiplications = 0;
    for (Layer layer : layers) {
      for (Matrix parameter : layer.parameters()) {
        numbers += elements(parameter);
      }
      multiplications +=
          layer.parameters().isEmpty()
              ? elements(upstream)
              : 2 * elements(layer.parameters().getFirst());
    }
    return new Count(numbers, multiplications);
  }

  private static long elements(Matrix matrix) {
    return (long) matrix.rows() * matrix.columns();
  }
}
