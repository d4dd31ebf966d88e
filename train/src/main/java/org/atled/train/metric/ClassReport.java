package org.atled.train.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;

/**
 * How well each class is found.
 *
 * @param classes by name
 */
public record ClassReport(List<String> classes, ClassCounts matrix) {
  /**
   * What is said of one class.
   *
   * @param number from 0
   * @param support how many examples it has
   */
  public record Row(
      int number, String name, long support, double precision, double recall, double f1) {}

  public ClassReport {
    classes = List.copyOf(classes);
    if (classes.size() != matrix.classes()) {
      throw new ArgumentException(
          "ClassReport: there are %d names of %d classes."
              .formatted(classes.size(), matrix.classes()));
    }
  }

  /** A row for each class, in order. */
  public List<Row> rows() {
    return IntStream.range(0, classes.size())
        .mapToObj(i ->
            new Row(
                i,
                classes.get(i),
                matrix.support(i),
                matrix.precision(i),
                matrix.recall(i),
                matrix.f1(i)))
        .toList();
  }

  /** Those that are found worst, by F1, of the classes that have examples. */
  public List<Row> worst(int most) {
    return rows().stream()
        .filter(row -> row.support() > 0)
        .sorted(Comparator.comparingDouble(Row::f1))
        .limit(most)
        .toList();
  }
}
