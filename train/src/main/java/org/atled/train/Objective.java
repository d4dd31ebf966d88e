package org.atled.train;

import java.util.List;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.data.Task;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;

/**
 * What a task asks of a network: how many outputs, which loss, what is measured, and what the
 * outputs mean. Two classes: one logit, logistic loss, sigmoid. More: a logit each, cross-entropy,
 * softmax. Regression: the numbers themselves, squared loss, R².
 *
 * @param outputs size of the network's last axis
 */
public record Objective(int outputs, Loss loss, List<Metric> metrics, Meaning meaning) {
  /** What becomes of outputs when they are shown to people. */
  @FunctionalInterface
  public interface Meaning {
    /** Probabilities [batch, classes], or the numbers themselves. */
    Tensor of(Tensor output);
  }

  public Objective {
    metrics = List.copyOf(metrics);
  }

  /** What a data set's task asks. */
  public static Objective of(Task task) {
    return switch (task) {
      case Task.Classification(List<String> classes) when classes.size() == 2 ->
          new Objective(
              1, new LogisticLoss(), List.of(Accuracy.top1()), Objective::twoProbabilities);
      case Task.Classification(List<String> classes) ->
          new Objective(
              classes.size(),
              new CrossEntropyLoss(),
              List.of(Accuracy.top1()),
              output -> output.softmax(1));
      case Task.Regression(int outputs) ->
          new Objective(outputs, new MSELoss(), List.of(new R2()), output -> output);
    };
  }

  private static Tensor twoProbabilities(Tensor output) {
    Tensor second = output.sigmoid();
    return Structure.concat(1, output.neg().sigmoid(), second);
  }

  /** Logistic loss of outputs [batch, 1] against class numbers [batch]. */
  private record LogisticLoss() implements Loss {
    @Override
    public Tensor of(Tensor output, Tensor target) {
      return new BCEWithLogitsLoss().of(output, target.unsqueeze(1));
    }
  }
}
