package org.atled.train;

import java.util.List;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.HuberLoss;
import org.atled.nn.loss.L1Loss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.loss.NLLLoss;
import org.atled.nn.loss.SmoothL1Loss;

/**
 * What a network's outputs mean, which follows from its loss and from what is to be learned:
 *
 * <table>
 *   <caption>The one decision</caption>
 *   <tr><th>task<th>loss<th>outputs<th>objective
 *   <tr><td>two classes<td>{@link BCEWithLogitsLoss}<td>1<td>{@link Logit}
 *   <tr><td>classes<td>{@link CrossEntropyLoss}, {@link NLLLoss}<td>one a class<td>{@link Logits}
 *   <tr><td>numbers<td>{@link MSELoss}, {@link L1Loss}, {@link HuberLoss}, {@link SmoothL1Loss}
 *       <td>one a number<td>{@link Numbers}
 *   <tr><td>numbers<td>{@link BCEWithLogitsLoss}<td>one a number<td>{@link Chances}
 *   <tr><td>any<td>a loss of one's own<td>any<td>{@link Raw}
 *   <tr><td>none<td>any<td>any<td>{@link Raw}
 *   <tr><td>any<td>a {@link Step} of one's own<td>any<td>{@link Own}
 * </table>
 *
 * <p>{@link Trainer} takes it before the first step, and it is saved with the model. Of the loss
 * only this is saved: a model that is loaded is measured by the plain loss of its objective,
 * without class weights, smoothing and the like.
 */
public sealed interface Objective {
  /**
   * One logit, of the second of two classes against the first: sigmoid.
   *
   * @param temperature by which logits are divided before they become probabilities
   */
  record Logit(List<String> classes, double temperature) implements Objective {
    public Logit {
      classes = List.copyOf(classes);
      if (!(temperature > 0) || Double.isInfinite(temperature)) {
        throw new ArgumentException(
            "Logit: the temperature is " + temperature + " but must be above 0.");
      }
    }

    /** Takes probabilities as the network gives them, at temperature 1. */
    public Logit(List<String> classes) {
      this(classes, 1);
    }

    @Override
    public Logit at(double changed) {
      return new Logit(classes, changed);
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public boolean fits(Shape output) {
      return output.rank() <= 1 && output.elements() == 1;
    }

    @Override
    public Loss loss() {
      return new BCEWithLogitsLoss();
    }

    @Override
    public List<Metric> metrics() {
      return List.of(Accuracy.top1());
    }

    @Override
    public Tensor predictions(Tensor output) {
      Tensor scaled = calibrated(output);
      Tensor logits = scaled.shape().rank() == 1 ? scaled.unsqueeze(1) : scaled;
      return Structure.concat(1, logits.neg().sigmoid(), logits.sigmoid());
    }

    @Override
    public Optional<List<String>> named() {
      return Optional.of(classes);
    }
  }

  /**
   * A logit for each class: softmax.
   *
   * @param temperature by which logits are divided before they become probabilities
   */
  record Logits(List<String> classes, double temperature) implements Objective {
    public Logits {
      classes = List.copyOf(classes);
      if (!(temperature > 0) || Double.isInfinite(temperature)) {
        throw new ArgumentException(
            "Logits: the temperature is " + temperature + " but must be above 0.");
      }
    }

    /** Takes probabilities as the network gives them, at temperature 1. */
    public Logits(List<String> classes) {
      this(classes, 1);
    }

    @Override
    public Logits at(double changed) {
      return new Logits(classes, changed);
    }

    @Override
    public int outputs() {
      return classes.size();
    }

    @Override
    public Loss loss() {
      return new CrossEntropyLoss();
    }

    @Override
    public List<Metric> metrics() {
      return List.of(Accuracy.top1());
    }

    @Override
    public Tensor predictions(Tensor output) {
      return calibrated(output).softmax(1);
    }

    @Override
    public Optional<List<String>> named() {
      return Optional.of(classes);
    }
  }

  /** The numbers themselves. */
  record Numbers(int outputs) implements Objective {
    @Override
    public Loss loss() {
      return new MSELoss();
    }

    @Override
    public List<Metric> metrics() {
      return List.of(new R2());
    }

    @Override
    public Tensor predictions(Tensor output) {
      return output;
    }
  }

  /** A logit for each of some things that may be so or not, each for itself: sigmoid. */
  record Chances(int outputs) implements Objective {
    @Override
    public Loss loss() {
      return new BCEWithLogitsLoss();
    }

    @Override
    public List<Metric> metrics() {
      return List.of();
    }

    @Override
    public Tensor predictions(Tensor output) {
      return output.sigmoid();
    }
  }

  /**
   * Outputs of a network that learned by a loss of one's own, or from data without a task, of which
   * nobody but its author knows what they mean: they are given as they are, and no class is named.
   *
   * @param shape of the outputs for one example
   */
  record Raw(Shape shape) implements Objective {
    @Override
    public int outputs() {
      return shape.elements();
    }

    @Override
    public boolean fits(Shape output) {
      return output.equals(shape);
    }

    /**
     * None is known.
     *
     * @throws StateException always
     */
    @Override
    public Loss loss() {
      throw new StateException(
          "The model was trained with a loss of your own, or for a task of your own, which is not"
              + " saved with it; measure it in Java, by Evaluation.of with that loss.");
    }

    @Override
    public List<Metric> metrics() {
      return List.of();
    }

    @Override
    public Tensor predictions(Tensor output) {
      return output;
    }
  }

  /**
   * What came of a step of one's own, or a module that does not go from one tensor to one: nobody
   * but its author knows how to apply it. {@link NamedPredictor} is told.
   */
  record Own() implements Objective {
    @Override
    public int outputs() {
      throw unknown();
    }

    @Override
    public boolean fits(Shape output) {
      return true;
    }

    @Override
    public Loss loss() {
      throw unknown();
    }

    @Override
    public List<Metric> metrics() {
      return List.of();
    }

    @Override
    public Tensor predictions(Tensor output) {
      throw unknown();
    }

    static StateException unknown() {
      return new StateException(
          "The model learned by a step of your own, which is not saved with it; in Java load it"
              + " with NamedPredictor.load, which takes the function from inputs to results, and"
              + " measure it by Evaluation.of with that step.");
    }
  }

  /** How many numbers the network gives for one example. */
  int outputs();

  /** Whether these are its outputs, by their shape for one example. */
  default boolean fits(Shape output) {
    return output.equals(Shape.of(outputs()));
  }

  /** The loss by which such outputs are learned and measured. */
  Loss loss();

  /** What is measured beside the loss. */
  List<Metric> metrics();

  /**
   * Outputs as they are shown to people.
   *
   * @param output of the network, [batch, …]
   * @return probabilities [batch, classes] where classes have {@linkplain #named names}, else
   *     probabilities or numbers, each for itself
   */
  Tensor predictions(Tensor output);

  /**
   * By what logits are divided before they become probabilities of classes: temperature scaling,
   * Guo et al. 2017. It changes how sure a model is, and never the class that it names; it is
   * fitted by {@link org.atled.train.doubt.Temperature}. 1 where none was, and where there are no
   * classes.
   */
  default double temperature() {
    return 1;
  }

  /**
   * The same at another temperature.
   *
   * @throws StateException if no classes are told apart
   */
  default Objective at(double temperature) {
    throw new StateException(
        "A temperature is for the probabilities of classes, but these outputs are none.");
  }

  /** Outputs of a network at this temperature: logits by which losses and metrics go. */
  default Tensor calibrated(Tensor output) {
    return temperature() == 1 ? output : output.div(temperature());
  }

  /** The names of the classes of which {@link #predictions} are the probabilities. */
  default Optional<List<String>> named() {
    return Optional.empty();
  }

  /** The usual one of a task: that of the command. */
  static Objective of(Task task) {
    return switch (task) {
      case Task.Classification(List<String> classes) when classes.size() == 2 -> new Logit(classes);
      case Task.Classification(List<String> classes) -> new Logits(classes);
      case Task.Regression(int outputs) -> new Numbers(outputs);
      case Task.Own() -> new Own();
    };
  }

  /**
   * What the outputs of a network mean that learns a data set by a loss. The network is evaluated
   * once, on zeros.
   *
   * @throws StateException if the loss cannot learn the task, or takes other outputs than the
   *     network gives
   */
  static Objective of(Layer model, DatasetInfo info, Loss loss) {
    Shape output = output(model, info.x());
    Objective objective =
        switch (info.task()) {
          case Task.Classification(List<String> classes) ->
              switch (loss) {
                case CrossEntropyLoss _, NLLLoss _ -> new Logits(classes);
                case BCEWithLogitsLoss _ when classes.size() == 2 -> new Logit(classes);
                case BCEWithLogitsLoss _ ->
                    throw Mismatch.task(
                        "BCEWithLogitsLoss tells 2 classes apart",
                        info,
                        "CrossEntropyLoss, and give the network an output a class");
                case MSELoss _, L1Loss _, HuberLoss _, SmoothL1Loss _ ->
                    throw Mismatch.task(
                        loss.getClass().getSimpleName() + " learns numbers",
                        info,
                        "CrossEntropyLoss, and give the network an output a class");
                default -> new Raw(output);
              };
          case Task.Regression(int outputs) ->
              switch (loss) {
                case MSELoss _, L1Loss _, HuberLoss _, SmoothL1Loss _ -> new Numbers(outputs);
                case BCEWithLogitsLoss _ -> new Chances(outputs);
                case CrossEntropyLoss _, NLLLoss _ ->
                    throw Mismatch.task(
                        loss.getClass().getSimpleName() + " learns classes", info, "MSELoss");
                default -> new Raw(output);
              };
          case Task.Own() -> new Raw(output);
        };
    if (!objective.fits(output)) {
      throw Mismatch.outputs(loss, objective, info, model, output);
    }
    return objective;
  }

  /** The shape of what a network gives for one example. */
  static Shape output(Layer model, TensorType example) {
    TensorType one = new TensorType(example.dtype(), Shape.of(1).concat(example.shape()));
    Shape given = Autograd.noGrad(() -> model.apply(Tensor.full(one, 0))).shape();
    if (given.rank() == 0 || given.size(0) != 1) {
      throw new StateException(
          "the network gives "
              + given
              + " for a batch of one example "
              + one.shape()
              + ", but its first axis must be the batch's, of size 1.");
    }
    return given.slice(1, given.rank());
  }
}
