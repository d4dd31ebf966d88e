package org.atled.cli;

import java.util.List;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.core.tensor.Tensor;
import org.atled.train.Objective;
import org.atled.train.SavedModel;

/**
 * A class whose reasons are asked for.
 *
 * @param place among the model's
 * @param probability that the model gives it
 */
record AskedClass(SavedModel saved, String name, int place, double probability) {
  /**
   * That of a name, else what the model takes an example for.
   *
   * @param x a batch of the example
   * @param parts of it that could speak for a class: {@code pixels}
   */
  static AskedClass of(SavedModel saved, Tensor x, Optional<String> asked, String parts) {
    List<String> classes =
        saved
            .objective()
            .named()
            .orElseThrow(() ->
                new ArgumentException(
                    "The model gives numbers and tells no classes apart, for which %s could speak."
                        .formatted(parts)));
    double[] all = probabilities(saved, x).toDoubles();
    int place = asked.map(wanted -> place(wanted, classes)).orElseGet(() -> Answers.greatest(all));
    return new AskedClass(saved, classes.get(place), place, all[place]);
  }

  private static int place(String wanted, List<String> classes) {
    if (!classes.contains(wanted)) {
      throw new ArgumentException(
          "The model knows no class \"%s\".%s There are: %s."
              .formatted(wanted, Spelling.guess(wanted, classes), String.join(", ", classes)));
    }
    return classes.indexOf(wanted);
  }

  private static Tensor probabilities(SavedModel saved, Tensor x) {
    return Autograd.noGrad(() -> saved.objective().predictions(saved.model().apply(x)));
  }

  /** For each of a batch. */
  Tensor probabilities(Tensor x) {
    return probabilities(saved, x).select(1, place);
  }

  /** For each of a batch. */
  Tensor logit(Tensor x) {
    return ofBatch(saved.model().apply(x));
  }

  /** Of what the network gives for each of a batch. */
  Tensor ofBatch(Tensor outputs) {
    return signed(outputs.flatten(1), 1);
  }

  /** Of what the network gives for a batch of one. */
  Tensor ofOutputs(Tensor outputs) {
    return signed(outputs.flatten(0), 0);
  }

  /** Of two classes there may be one logit, which is the second's. */
  private Tensor signed(Tensor outputs, int axis) {
    if (saved.objective() instanceof Objective.Logit) {
      Tensor only = outputs.select(axis, 0);
      return place == 1 ? only : only.neg();
    }
    return outputs.select(axis, place);
  }
}
