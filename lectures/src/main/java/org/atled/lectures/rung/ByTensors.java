package org.atled.lectures.rung;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.backprop.OutputLoss;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Softmax;
import org.atled.lectures.tensor.Dense;
import org.atled.lectures.tensor.HalfSquaredLoss;
import org.atled.lectures.tensor.TensorTraining;
import org.atled.nn.Layer;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Sigmoid;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;

/** Rung 6: Atled proper, operation by operation or as a plan. */
public final class ByTensors implements Rung {
  private final Start start;
  private final boolean compiled;
  private final TensorTraining training;
  private final List<Dense> dense = new ArrayList<>();

  /**
   * @param compiled whether steps and gradients run as a plan
   * @throws ArgumentException for a logistic loss of several outputs, of which Atled takes the mean
   *     and the other rungs the sum
   */
  public ByTensors(Start start, boolean compiled) {
    this.start = start;
    this.compiled = compiled;
    int outputs = start.network().layers().getLast().w().columns();
    if (start.network().loss() == OutputLoss.LOGISTIC && outputs != 1) {
      throw new ArgumentException(
          "Rung 6 has the logistic loss of one output, but the network has " + outputs + ".");
    }
    List<Layer> layers = new ArrayList<>();
    for (RowNetwork.Layer layer : start.layers()) {
      Dense linear = new Dense(layer.w(), layer.b());
      linear.b().freeze(!start.biases());
      dense.add(linear);
      layers.add(linear);
      if (layer.g() != Activation.IDENTITY) {
        layers.add(activation(layer.g()));
      }
    }
    this.training =
        new TensorTraining(
            Sequential.of(layers), loss(start.network().loss()), start.learningRate());
  }

  private static Layer activation(Activation g) {
    return switch (g.name()) {
      case "sigmoid" -> new Sigmoid();
      case "tanh" -> new Tanh();
      case "ReLU" -> new ReLU();
      default -> throw new ArgumentException("Rung 6 has no layer for the activation " + g + ".");
    };
  }

  private static Loss loss(OutputLoss kind) {
    return switch (kind) {
      case LOGISTIC -> new BCEWithLogitsLoss();
      case SOFTMAX -> new CrossEntropyLoss();
      case SQUARED -> new HalfSquaredLoss();
    };
  }

  @Override
  public String name() {
    return compiled ? "6, tensors, compiled" : "6, tensors";
  }

  @Override
  public List<Matrix> gradients(Matrix x, Matrix y) {
    Tensor examples = Dense.tensor(x);
    Tensor targets = target(y);
    List<Tensor> gradients =
        compiled
            ? training.compiledGradients(examples, targets)
            : training.eagerGradients(examples, targets);
    return gradients.stream().map(ByTensors::matrix).toList();
  }

  @Override
  public List<Matrix> weights() {
    return start.learning(
        dense.stream().map(Dense::w).map(Parameter::value).map(ByTensors::matrix).toList(),
        dense.stream().map(Dense::b).map(Parameter::value).map(ByTensors::matrix).toList());
  }

  @Override
  public Runnable step(Matrix x, Matrix y) {
    Tensor examples = Dense.tensor(x);
    Tensor targets = target(y);
    return compiled
        ? () -> training.compiled(examples, targets)
        : () -> training.eager(examples, targets);
  }

  /** Cross-entropy takes the numbers of classes. */
  private Tensor target(Matrix y) {
    return start.network().loss() == OutputLoss.SOFTMAX
        ? Tensor.of(Softmax.greatestOf(y)).to(DType.INT64)
        : Dense.tensor(y);
  }

  private static Matrix matrix(Tensor tensor) {
    Object rows = tensor.toArray();
    return rows instanceof float[][] floats ? Matrix.of(floats) : Matrix.of((double[][]) rows);
  }
}
