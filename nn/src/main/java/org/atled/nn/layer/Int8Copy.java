package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/** A copy of a weight in int8, once it is asked for, by which evaluation multiplies. */
final class Int8Copy {
  private final Parameter weight;
  private final boolean transposed;
  private volatile Optional<Made> made = Optional.empty();

  /**
   * Nothing yet.
   *
   * @param transposed whether the parameter is [out, in], else [in, out]
   */
  Int8Copy(Parameter weight, boolean transposed) {
    this.weight = weight;
    this.transposed = transposed;
  }

  /**
   * What was made.
   *
   * @param version of the parameter's numbers then
   */
  private record Made(QuantizedWeight weight, int version) {}

  void make() {
    Tensor matrix = transposed ? weight.value().mT() : weight.value();
    made = Optional.of(new Made(Autograd.noGrad(() -> QuantizedWeight.of(matrix)), version()));
  }

  private int version() {
    return weight.value().strided().storage().version();
  }

  /**
   * x·W by the copy, of the type of x, if there is one and nobody trains.
   *
   * @throws StateException if the weight is another since
   */
  Optional<Tensor> product(Tensor x, Mode mode) {
    if (made.isEmpty() || !(mode instanceof Mode.Evaluation)) {
      return Optional.empty();
    }
    Made copy = made.get();
    if (copy.version() != version()) {
      throw new StateException(
          "the weight \"%s\" has changed since it was rounded to int8; round again by quantize()."
              .formatted(weight.name()));
    }
    return Optional.of(copy.weight().product(x).to(x.dtype()));
  }
}
