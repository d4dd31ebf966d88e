package org.atled.lectures.rung;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.lectures.backprop.OutputLoss;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.scalar.NeuralNetwork;
import org.atled.lectures.scalar.Neuron;
import org.atled.lectures.scalar.ScalarLoss;
import org.atled.lectures.scalar.Unit;
import org.atled.lectures.scalar.Value;

/** Rung 5: every weight, product and sum a value of its own. */
public final class ByScalars implements Rung {
  private final Start start;
  private final NeuralNetwork network;

  /**
   * @throws ArgumentException if the hidden layers have different activations, or one that no unit
   *     has, or the last layer has one besides the logistic loss
   */
  public ByScalars(Start start) {
    this.start = start;
    List<RowNetwork.Layer> layers = start.network().layers();
    OutputLoss loss = start.network().loss();
    check(layers, loss);
    // Here the logistic loss takes probabilities: its σ is the last neurons' own.
    Unit end = loss == OutputLoss.LOGISTIC ? Unit.SIGMOID : unit(layers.getLast().g());
    this.network =
        NeuralNetwork.of(
                layers.getFirst().w().dtype(),
                Seed.of(0),
                unit(layers.getFirst().g()),
                end,
                layers.getFirst().w().rows(),
                layers.stream().mapToInt(l -> l.w().columns()).toArray())
            .withLoss(loss(loss));
    for (int l = 0; l < layers.size(); l++) {
      copy(layers.get(l), network.layers().get(l).neurons());
    }
  }

  private static void check(List<RowNetwork.Layer> layers, OutputLoss loss) {
    List<String> hidden =
        layers.subList(0, layers.size() - 1).stream().map(l -> l.g().name()).distinct().toList();
    if (hidden.size() > 1) {
      throw new ArgumentException(
          "Rung 5 has one activation for all hidden layers, but the network has "
              + hidden
              + "; climb to rung 6, or down to rung 3.");
    }
    if (loss == OutputLoss.LOGISTIC && layers.getLast().g() != Activation.IDENTITY) {
      throw new ArgumentException(
          "Rung 5 has the σ of the logistic loss as its last activation, but the last layer has "
              + layers.getLast().g().name()
              + " besides; let it be the identity.");
    }
  }

  /** Neuron i has the numbers of column i. */
  private static void copy(RowNetwork.Layer layer, List<Neuron> neurons) {
    for (int i = 0; i < neurons.size(); i++) {
      List<Value> weights = neurons.get(i).weights();
      for (int j = 0; j < weights.size(); j++) {
        weights.get(j).set(layer.w().get(j, i));
      }
      neurons.get(i).bias().set(layer.b().get(0, i));
    }
  }

  private static Unit unit(Activation g) {
    return switch (g.name()) {
      case "identity" -> Unit.LINEAR;
      case "ReLU" -> Unit.RELU;
      case "sigmoid" -> Unit.SIGMOID;
      default ->
          throw new ArgumentException("Rung 5 has no unit for the activation " + g.name() + ".");
    };
  }

  private static ScalarLoss loss(OutputLoss kind) {
    return switch (kind) {
      case LOGISTIC -> new ScalarLoss.LogLoss(0);
      case SOFTMAX -> new ScalarLoss.SoftmaxCrossEntropy();
      case SQUARED -> new ScalarLoss.Squared();
    };
  }

  @Override
  public String name() {
    return "5, scalars";
  }

  @Override
  public List<Matrix> gradients(Matrix x, Matrix y) {
    network.loss(x.toArray(), y.toArray()).backward();
    return matrices(Value::grad);
  }

  @Override
  public List<Matrix> weights() {
    return matrices(Value::data);
  }

  @Override
  public Runnable step(Matrix x, Matrix y) {
    double[][] examples = x.toArray();
    double[][] targets = y.toArray();
    List<Value> learning = start.biases() ? network.parameters() : network.weights();
    return () -> {
      // One graph for the whole batch would give the same; one for each example stays in the cache.
      double[] sums = new double[learning.size()];
      for (int i = 0; i < examples.length; i++) {
        network.loss().of(network.apply(examples[i]), targets[i]).backward();
        for (int p = 0; p < sums.length; p++) {
          sums[p] += learning.get(p).grad();
        }
      }
      for (int p = 0; p < sums.length; p++) {
        Value weight = learning.get(p);
        weight.set(weight.data() - start.learningRate() * sums[p] / examples.length);
      }
    };
  }

  private List<Matrix> matrices(ToDoubleFunction<Value> what) {
    List<Matrix> ws = new ArrayList<>();
    List<Matrix> bs = new ArrayList<>();
    for (RowNetwork.Layer layer : start.layers()) {
      List<Neuron> neurons = network.layers().get(ws.size()).neurons();
      for (int i = 0; i < neurons.size(); i++) {
        List<Value> weights = neurons.get(i).weights();
        for (int j = 0; j < weights.size(); j++) {
          layer.w().set(j, i, what.applyAsDouble(weights.get(j)));
        }
        layer.b().set(0, i, what.applyAsDouble(neurons.get(i).bias()));
      }
      ws.add(layer.w());
      bs.add(layer.b());
    }
    return start.learning(ws, bs);
  }
}
