package org.atled.tables;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.core.error.StateException;

/**
 * What a model says of one row: {@link #className} or {@link #number}, as it has learned, or of
 * several targets {@link OfNumbers} or {@link OfLabels}.
 */
public sealed interface RowPrediction {
  /** What was filled, unknown or not used in the row. */
  Notes notes();

  /**
   * The class of the greatest probability; of equal ones the first.
   *
   * @throws StateException if the model learned numbers
   */
  String className();

  /**
   * The number, in the unit of the target column.
   *
   * @throws StateException if the model learned classes
   */
  double number();

  /**
   * Of a classification.
   *
   * @param probabilities of all classes, by their names and in their order
   */
  record OfClass(SequencedMap<String, Double> probabilities, Notes notes) implements RowPrediction {
    public OfClass {
      probabilities = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(probabilities));
    }

    @Override
    public String className() {
      return Collections.max(probabilities.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    /** The probability of the class that is said. */
    public double probability() {
      return probability(className());
    }

    /**
     * The probability of a class.
     *
     * @throws ArgumentException if there is none of this name
     */
    public double probability(String name) {
      Double probability = probabilities.get(name);
      if (probability == null) {
        throw new ArgumentException(
            "There is no class \""
                + name
                + "\"."
                + Spelling.guess(name, probabilities.keySet())
                + " There are: "
                + String.join(", ", probabilities.keySet())
                + ".");
      }
      return probability;
    }

    @Override
    public double number() {
      throw new StateException(
          "The model tells classes and no numbers; ask for className() or probability().");
    }
  }

  /**
   * Of a regression of several targets.
   *
   * @param numbers by the names of their columns, each in its unit
   */
  record OfNumbers(SequencedMap<String, Double> numbers, Notes notes) implements RowPrediction {
    public OfNumbers {
      numbers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(numbers));
    }

    @Override
    public String className() {
      throw new StateException("The model finds numbers and no classes; ask for numbers().");
    }

    @Override
    public double number() {
      throw new StateException(
          "The model finds several numbers, " + numbers.keySet() + "; ask for numbers().");
    }
  }

  /**
   * Of several labels, each of which the row has or not.
   *
   * @param probabilities by the names of their columns, each for itself
   */
  record OfLabels(SequencedMap<String, Double> probabilities, Notes notes)
      implements RowPrediction {
    public OfLabels {
      probabilities = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(probabilities));
    }

    /** The labels that are more likely than not. */
    public List<String> labels() {
      return probabilities.entrySet().stream()
          .filter(label -> label.getValue() > 0.5)
          .map(Map.Entry::getKey)
          .toList();
    }

    @Override
    public String className() {
      throw new StateException("The model tells several labels; ask for labels().");
    }

    @Override
    public double number() {
      throw new StateException("The model tells labels and no numbers; ask for probabilities().");
    }
  }

  /** Of a regression. */
  record OfNumber(double number, Notes notes) implements RowPrediction {
    @Override
    public String className() {
      throw new StateException("The model finds numbers and no classes; ask for number().");
    }
  }
}
