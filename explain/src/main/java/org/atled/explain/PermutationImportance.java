package org.atled.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;

/**
 * By how much a model's loss rises as one feature's values are dealt out anew among the examples:
 * Breiman 2001, section 10; Fisher, Rudin and Dominici 2019. Features that tell the same share
 * their importance, since each is still there when the other is dealt out.
 *
 * @param feature whose
 * @param rises one for each time that it was dealt out
 */
public record PermutationImportance(Feature feature, List<Double> rises) {
  public PermutationImportance {
    rises = List.copyOf(rises);
  }

  /**
   * Of each feature.
   *
   * @param loss of the model over all examples, whose targets stay in their order
   * @param rows the examples
   * @param repeats how often each is dealt out, at least 1
   */
  public static List<PermutationImportance> of(
      ToDoubleFunction<double[][]> loss,
      double[][] rows,
      List<Feature> features,
      int repeats,
      Seed seed) {
    Feature.check(features, rows);
    if (repeats < 1) {
      throw new ArgumentException(
          "PermutationImportance: the repeats are %d but must be at least 1.".formatted(repeats));
    }
    double usual = loss.applyAsDouble(rows);
    List<PermutationImportance> all = new ArrayList<>();
    for (Feature feature : features) {
      List<Double> rises = new ArrayList<>();
      for (int i = 0; i < repeats; i++) {
        int[] order = seed.at(feature.name()).at(i).draws().permutation(rows.length);
        double[][] dealt = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
          dealt[row] = rows[row].clone();
          feature.copy(rows[order[row]], dealt[row]);
        }
        rises.add(loss.applyAsDouble(dealt) - usual);
      }
      all.add(new PermutationImportance(feature, rises));
    }
    return all;
  }

  public double mean() {
    return rises.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** The standard deviation over the repeats; 0 of one. */
  public double deviation() {
    double mean = mean();
    double squares = rises.stream().mapToDouble(rise -> (rise - mean) * (rise - mean)).sum();
    return rises.size() < 2 ? 0 : Math.sqrt(squares / (rises.size() - 1));
  }
}
