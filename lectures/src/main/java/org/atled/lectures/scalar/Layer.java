package org.atled.lectures.scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;

/**
 * Neurons side by side, which all see the same inputs.
 *
 * @param neurons at least one
 */
public record Layer(List<Neuron> neurons) {
  public Layer {
    neurons = List.copyOf(neurons);
  }

  /** Neurons as {@link Neuron#drawn} makes them, each from a place of its own below the seed. */
  public static Layer drawn(DType dtype, int inputs, int outputs, Unit unit, Seed seed) {
    List<Neuron> neurons = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      neurons.add(Neuron.drawn(dtype, inputs, unit, seed.at(i).draws()));
    }
    return new Layer(neurons);
  }

  /** The outputs of all neurons. */
  public List<Value> apply(List<Value> x) {
    List<Value> outs = new ArrayList<>(neurons.size());
    for (Neuron neuron : neurons) {
      outs.add(neuron.apply(x));
    }
    return outs;
  }

  /** Each neuron's weights and bias, neuron by neuron. */
  public List<Value> parameters() {
    return neurons.stream().flatMap(neuron -> neuron.parameters().stream()).toList();
  }

  /** {@code 3 ReLU neurons of 2 inputs}, and each on a line of its own. */
  @Override
  public String toString() {
    Neuron first = neurons.getFirst();
    return Text.count(neurons.size(), first.unit() + " neuron")
        + " of "
        + Text.count(first.weights().size(), "input")
        + neurons.stream().map(neuron -> "\n  " + neuron).collect(Collectors.joining());
  }
}
