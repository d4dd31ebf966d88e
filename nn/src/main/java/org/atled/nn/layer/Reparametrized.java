package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * A layer with a weight in whose place another is used, made of parameters that are learnt instead.
 * The layer that is given lends its form and, if it has any yet, its numbers; it is no part of the
 * network itself, so that the parameters have PyTorch's names, in the layer's place.
 */
public abstract sealed class Reparametrized extends Layer permits WeightNorm, SpectralNorm {
  private final Weighted form;
  private final Optional<Parameter> bias;

  Reparametrized(Layer layer) {
    if (!(layer instanceof Weighted weighted)) {
      throw new ArgumentException(
          "%s: %s has no weight of this kind; Linear, Conv1d to Conv3d and ConvTranspose1d to ConvTranspose3d have."
              .formatted(getClass().getSimpleName(), layer));
    }
    form = weighted;
    bias =
        weighted
            .biasType()
            .map(type ->
                weighted.isInitialized()
                    ? parameter("bias", weighted.bias().orElseThrow().value())
                    : parameter("bias", type, weighted.biasInit()));
  }

  /** The layer whose form it has. */
  final Weighted form() {
    return form;
  }

  /** What is learnt in place of the weight: what the layer has, or draws. */
  final Parameter instead(String name) {
    return form.isInitialized()
        ? parameter(name, form.weight().value())
        : parameter(name, form.weightType(), form.weightInit());
  }

  /** The layer's function with another weight. */
  final Tensor applied(Tensor x, Tensor weight, Mode mode) {
    return form.of(x, weight, bias.map(Parameter::value), mode);
  }

  /** The type that a weight is made in: float64 for such inputs, whatever it is learnt in. */
  static DType computing(Tensor x) {
    return x.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
  }

  @Override
  public String toString() {
    return "%s(%s)".formatted(getClass().getSimpleName(), form);
  }
}
