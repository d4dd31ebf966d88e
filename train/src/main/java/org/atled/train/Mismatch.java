package org.atled.train;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.Loss;

/** What is said when a loss, a network and a task do not go together. */
final class Mismatch {
  private Mismatch() {}

  /**
   * The loss cannot learn the task.
   *
   * @param can what it can do
   * @param instead what to take
   */
  static StateException task(String can, DatasetInfo info, String instead) {
    return new StateException(
        can
            + ", but \""
            + info.name()
            + "\" has "
            + things(info.task())
            + "; take "
            + instead
            + ".");
  }

  /** The network has other outputs than the loss takes. */
  static StateException outputs(
      Loss loss, Objective objective, DatasetInfo info, Layer model, Shape output) {
    String needs =
        switch (objective) {
          case Objective.Logit _ -> "one output, the logit of the second class";
          case Objective.Logits _ -> "one output a class";
          default -> "one output a number";
        };
    String gives =
        output.rank() != 1
            ? "outputs " + output + " for each example"
            : output.size(0) + (output.size(0) == 1 ? " output" : " outputs");
    int wanted = objective.outputs();
    return new StateException(
        name(loss)
            + " needs "
            + needs
            + ", but the network gives "
            + gives
            + " for the "
            + things(info.task())
            + " of \""
            + info.name()
            + "\"; "
            + last(model, output)
                .map(in -> "make the last layer Linear(" + in + ", " + wanted + ")")
                .orElse("let it give [batch, " + wanted + "]")
            + (objective instanceof Objective.Logit && output.equals(Shape.of(2))
                ? ", or take CrossEntropyLoss."
                : "."));
  }

  private static String things(Task task) {
    return switch (task) {
      case Task.Classification(List<String> classes) -> classes.size() + " classes";
      case Task.Regression(int outputs) -> outputs + (outputs == 1 ? " number" : " numbers");
      case Task.Own() -> "a task of its own";
    };
  }

  /** What the last layer takes, if it is a linear one that gives the outputs. */
  private static Optional<Long> last(Layer model, Shape output) {
    return model.modules().getLast() instanceof Linear linear
            && Shape.of(linear.weight().type().shape().size(0)).equals(output)
        ? Optional.of(linear.weight().type().shape().size(1))
        : Optional.empty();
  }

  /**
   * A model as a layer.
   *
   * @throws StateException if it is none
   */
  static Layer layer(Module module) {
    if (module instanceof Layer layer) {
      return layer;
    }
    throw new StateException(
        "%s takes and gives something else than one tensor; use module() and its own apply."
            .formatted(module));
  }

  /** A loss as people call it. */
  static String name(Loss loss) {
    String name = loss.getClass().getSimpleName();
    return loss.getClass().isHidden() || name.isEmpty() ? "the loss" : name;
  }
}
