package org.atled.images;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayFile;

/**
 * Which numbers stand for which classes in files of labels.
 *
 * @param numbers in ascending order
 * @param classes their names
 */
record LabelNumbers(List<Long> numbers, List<String> classes) {
  private static final int MOST = 1000;
  private static final int SHOWN = 3;

  /**
   * What the labels of a training part are.
   *
   * @param names of the classes in the order of their numbers, which begin with the least label,
   *     or, where not every class has one, with 0 or 1; empty: classes are called by their numbers
   * @throws FormatException if there are other labels than names, only one, or more than 1,000
   */
  static LabelNumbers of(ArrayFile file, long[] labels, List<String> names) {
    long[] found = Arrays.stream(labels).distinct().sorted().toArray();
    if (found.length < 2 || found.length > MOST) {
      throw refused(
          file,
          (found.length > MOST ? "there are more than 1,000 labels" : "every label is " + found[0])
              + ", but from 2 to 1,000 classes are told apart.");
    }
    if (names.isEmpty()) {
      List<Long> numbers = Arrays.stream(found).boxed().toList();
      return new LabelNumbers(numbers, numbers.stream().map(String::valueOf).toList());
    }
    long least = found[0];
    long greatest = found[found.length - 1];
    long first =
        greatest - least == names.size() - 1
            ? least
            : least >= 0 && greatest < names.size() ? 0 : 1;
    if (least < first || greatest >= first + names.size()) {
      throw refused(
          file,
          "its labels go from %s to %s, but there are names for %s classes; name as many as there are numbers, in their order%s."
              .formatted(
                  least,
                  greatest,
                  names.size(),
                  found.length <= greatest - least ? ", those between that no image has too" : ""));
    }
    return new LabelNumbers(LongStream.range(first, first + names.size()).boxed().toList(), names);
  }

  /** One whole number for each image. */
  static long[] read(ArrayFile file) {
    Tensor labels = file.read();
    Shape shape = labels.shape();
    boolean single = shape.rank() == 1 || (shape.rank() == 2 && shape.size(1) == 1);
    if (!single || shape.isEmpty()) {
      throw refused(
          file,
          "labels are [n], a whole number for each image, but it holds "
              + labels.type()
              + (shape.rank() == 2
                  ? "; of rows with a 1 at the class save x.argmax(axis=1)."
                  : "."));
    }
    double[] values = labels.toDoubles();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != Math.rint(values[i]) || Double.isInfinite(values[i])) {
        throw refused(
            file, "label %s (from 0) is %s, but labels are whole numbers.".formatted(i, values[i]));
      }
    }
    return labels.toLongs();
  }

  /** The numbers of the classes, from 0. */
  long[] classesOf(ArrayFile file, long[] labels) {
    Map<Long, Integer> places = new HashMap<>();
    numbers.forEach(number -> places.put(number, places.size()));
    long[] classes = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      Integer place = places.get(labels[i]);
      if (place == null) {
        throw refused(
            file,
            "label %s (from 0) is %s, which is none of those to learn from, %s to %s."
                .formatted(i, labels[i], numbers.getFirst(), numbers.getLast()));
      }
      classes[i] = place;
    }
    return classes;
  }

  private static FormatException refused(ArrayFile file, String reason) {
    return new FormatException(file.toString(), -1, reason);
  }

  /** {@code labels 1 to 26 are the classes a, b, c and 23 more}. */
  @Override
  public String toString() {
    int more = classes.size() - SHOWN;
    return "labels "
        + numbers.getFirst()
        + " to "
        + numbers.getLast()
        + " are the classes "
        + String.join(", ", classes.subList(0, Math.min(SHOWN, classes.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
