package org.atled.lectures.scalar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;

/** Layers one after another, made of single numbers. */
public final class NeuralNetwork {
  /** What stands inside the logarithms of the log loss, unless said otherwise. */
  public static final double EPSILON = 1e-8;

  private final DType dtype;
  private final int inputs;
  private final List<Layer> layers;
  private final ScalarLoss loss;

  private NeuralNetwork(DType dtype, int inputs, List<Layer> layers, ScalarLoss loss) {
    this.dtype = dtype;
    this.inputs = inputs;
    this.layers = List.copyOf(layers);
    this.loss = loss;
  }

  /** As {@link #NeuralNetwork(Seed, int, int...)}, from the seed 0. */
  public NeuralNetwork(int nin, int... nouts) {
    this(Seed.of(0), nin, nouts);
  }

  /**
   * A network of float64: ReLU inside, sigmoid at the end, log loss with ε = 1e-8.
   *
   * @param nin how many inputs
   * @param nouts how many neurons in each layer, the last one's are the outputs
   */
  public NeuralNetwork(Seed seed, int nin, int... nouts) {
    this(
        DType.FLOAT64,
        nin,
        layers(DType.FLOAT64, seed, Unit.RELU, Unit.SIGMOID, nin, nouts),
        new ScalarLoss.LogLoss(EPSILON));
  }

  /** A network of any units; its loss is the log loss with ε = 1e-8. */
  public static NeuralNetwork of(
      DType dtype, Seed seed, Unit inside, Unit end, int nin, int... nouts) {
    return new NeuralNetwork(
        dtype, nin, layers(dtype, seed, inside, end, nin, nouts), new ScalarLoss.LogLoss(EPSILON));
  }

  private static List<Layer> layers(
      DType dtype, Seed seed, Unit inside, Unit end, int nin, int... nouts) {
    if (nin < 1 || nouts.length == 0 || Arrays.stream(nouts).anyMatch(n -> n < 1)) {
      throw new ShapeException(
          "NeuralNetwork: "
              + nin
              + " inputs and layers of "
              + Arrays.toString(nouts)
              + " neurons; there must be at least one input, one layer, and one neuron in each.");
    }
    List<Layer> layers = new ArrayList<>();
    int before = nin;
    for (int l = 0; l < nouts.length; l++) {
      Unit unit = l == nouts.length - 1 ? end : inside;
      layers.add(Layer.drawn(dtype, before, nouts[l], unit, seed.at(l)));
      before = nouts[l];
    }
    return layers;
  }

  /** The same neurons with another loss. */
  public NeuralNetwork withLoss(ScalarLoss other) {
    return new NeuralNetwork(dtype, inputs, layers, other);
  }

  /** The same neurons with the log loss and another ε. */
  public NeuralNetwork withEpsilon(double epsilon) {
    return withLoss(new ScalarLoss.LogLoss(epsilon));
  }

  /** The outputs for one example. */
  public List<Value> apply(double... x) {
    if (x.length != inputs) {
      throw new ShapeException(
          "NeuralNetwork: the example has "
              + Text.count(x.length, "number")
              + " but the network takes "
              + inputs
              + ".");
    }
    List<Value> values = new ArrayList<>(x.length);
    for (double number : x) {
      values.add(dtype == DType.FLOAT32 ? Value.of((float) number) : Value.of(number));
    }
    for (Layer layer : layers) {
      values = layer.apply(values);
    }
    return values;
  }

  /**
   * The mean loss of several examples, on which {@link Value#backward} can be called.
   *
   * @param x [n, inputs]
   * @param ys [n, outputs]
   */
  public Value loss(double[][] x, double[][] ys) {
    Value sum = loss.of(apply(x[0]), ys[0]);
    for (int i = 1; i < x.length; i++) {
      sum = sum.add(loss.of(apply(x[i]), ys[i]));
    }
    return sum.div(x.length);
  }

  public ScalarLoss loss() {
    return loss;
  }

  public List<Layer> layers() {
    return layers;
  }

  /** All weights and biases: layer by layer, neuron by neuron, each neuron's bias last. */
  public List<Value> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** All weights without the biases. */
  public List<Value> weights() {
    return layers.stream()
        .flatMap(layer -> layer.neurons().stream())
        .flatMap(neuron -> neuron.weights().stream())
        .toList();
  }

  /** What a drawing calls the parameters: {@code w2[1,3]} leads from x3 to neuron 1 of layer 2. */
  public Map<Value, String> names() {
    Map<Value, String> names = new LinkedHashMap<>();
    for (int l = 0; l < layers.size(); l++) {
      List<Neuron> neurons = layers.get(l).neurons();
      for (int i = 0; i < neurons.size(); i++) {
        List<Value> weights = neurons.get(i).weights();
        for (int j = 0; j < weights.size(); j++) {
          names.put(weights.get(j), "w" + (l + 1) + "[" + (i + 1) + "," + (j + 1) + "]");
        }
        names.put(neurons.get(i).bias(), "b" + (l + 1) + "[" + (i + 1) + "]");
      }
    }
    return names;
  }

  /** {@code network 2 → 3 → 1, 13 parameters}, and its layers line by line. */
  @Override
  public String toString() {
    String sizes =
        layers.stream()
            .map(layer -> " → " + layer.neurons().size())
            .collect(Collectors.joining("", Integer.toString(inputs), ""));
    return "network "
        + sizes
        + ", "
        + Text.count(parameters().size(), "parameter")
        + layers.stream().map(layer -> "\n" + layer).collect(Collectors.joining());
  }
}
