package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * A layer of a weight W and, unless it is told otherwise, a bias b of its outputs, which starts in
 * U(±1/√n) as PyTorch's, n the elements of W for each part of its first axis.
 */
public abstract sealed class Weighted extends Layer permits Linear, Conv, ConvTranspose {
  private final Initializer weightInit;
  private final Initializer biasInit;
  private final Parameter weight;
  private final Optional<Parameter> bias;

  /**
   * With these parameters.
   *
   * @param outputs how many numbers a bias has
   */
  Weighted(Shape weight, long outputs, boolean bias, Initializer weightInit) {
    this(weight, outputs, bias, weightInit, biasInit(weight));
  }

  /** With a bias that starts in another way. */
  Weighted(Shape weight, long outputs, boolean bias, Initializer weightInit, Initializer biasInit) {
    this.weightInit = weightInit;
    this.biasInit = biasInit;
    this.weight = parameter("weight", new TensorType(DType.FLOAT32, weight), weightInit);
    this.bias =
        bias
            ? Optional.of(
                parameter("bias", new TensorType(DType.FLOAT32, Shape.of(outputs)), biasInit))
            : Optional.empty();
  }

  private static Initializer biasInit(Shape weight) {
    double bound = 1 / Math.sqrt((double) weight.elements() / weight.size(0));
    return Initializer.uniform(-bound, bound);
  }

  /** How W starts. */
  final Initializer weightInit() {
    return weightInit;
  }

  /** How b starts. */
  final Initializer biasInit() {
    return biasInit;
  }

  /** W's type, which it has before it is drawn. */
  final TensorType weightType() {
    return weight.type();
  }

  /** b's type, which it has before it is drawn. */
  final Optional<TensorType> biasType() {
    return bias.map(Parameter::type);
  }

  /** The weight W, in the layout that the layer describes; training changes it. */
  public final Parameter weight() {
    settle();
    return weight;
  }

  /** The bias b, one number for each output; empty where the layer was made without. */
  public final Optional<Parameter> bias() {
    settle();
    return bias;
  }

  /** The function for some W and b. */
  abstract Tensor of(Tensor x, Tensor w, Optional<Tensor> b, Mode mode);

  @Override
  protected final Tensor forward(Tensor x, Mode mode) {
    return of(x, weight.value(), bias.map(Parameter::value), mode);
  }
}
