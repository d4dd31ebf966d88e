package org.atled.explain;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;

/**
 * Numbers of an example that stand for one thing, such as all that a column of a table became.
 *
 * @param from the first of them
 * @param to after the last
 */
public record Feature(String name, int from, int to) {
  public Feature {
    if (from < 0 || to <= from) {
      throw new ArgumentException(
          "The feature \"%s\" has the numbers from %d to before %d, but must have at least one."
              .formatted(name, from, to));
    }
  }

  /** Each number for itself. */
  public static List<Feature> each(List<String> names) {
    List<Feature> features = new ArrayList<>();
    for (String name : names) {
      features.add(new Feature(name, features.size(), features.size() + 1));
    }
    return features;
  }

  /** Writes this feature of one example into another. */
  void copy(double[] source, double[] target) {
    System.arraycopy(source, from, target, from, to - from);
  }

  /** Holds features to the width of examples. */
  static void check(List<Feature> features, double[][] rows) {
    if (rows.length == 0 || features.isEmpty()) {
      throw new ArgumentException(
          "There are %d examples and %d features, but at least one of each is needed."
              .formatted(rows.length, features.size()));
    }
    int width = rows[0].length;
    features.stream()
        .filter(feature -> feature.to() > width)
        .findFirst()
        .ifPresent(feature -> {
          throw new ArgumentException(
              "The feature \"%s\" reaches to number %d, but an example has %d."
                  .formatted(feature.name(), feature.to(), width));
        });
  }
}
