package org.atled.lectures.matrix;

import java.util.function.DoubleUnaryOperator;

/**
 * What a unit makes of its weighted sum: a = g(z), and its derivative g′(z).
 *
 * @param name as a lecture calls it
 */
public record Activation(String name, DoubleUnaryOperator g, DoubleUnaryOperator derivative) {
  /** g(z) = z, g′(z) = 1. */
  public static final Activation IDENTITY = new Activation("identity", z -> z, z -> 1);

  /** g(z) = σ(z), g′(z) = σ(z)·(1 − σ(z)). */
  public static final Activation SIGMOID =
      new Activation(
          "sigmoid", Pointwise::sigmoid, z -> Pointwise.sigmoid(z) * (1 - Pointwise.sigmoid(z)));

  /** g(z) = tanh z, g′(z) = 1 − tanh² z. */
  public static final Activation TANH =
      new Activation("tanh", StrictMath::tanh, z -> 1 - StrictMath.tanh(z) * StrictMath.tanh(z));

  /** g(z) = max(z, 0), g′(z) = 1 for z > 0, else 0. */
  public static final Activation RELU = new Activation("ReLU", Pointwise::relu, z -> z > 0 ? 1 : 0);

  /** g of each element. */
  public Matrix of(Matrix z) {
    return z.map(g);
  }

  /** g′ of each element. */
  public Matrix derivative(Matrix z) {
    return z.map(derivative);
  }
}
