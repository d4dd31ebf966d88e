package org.atled.data;

import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;

/** What is to be learned from a data set: the meaning of a batch's {@code y}, if it has one. */
public sealed interface Task {
  /**
   * One class of several; y is INT64 [B] of class numbers from 0.
   *
   * @param classes the names of the classes, in the order of their numbers
   */
  record Classification(List<String> classes) implements Task {
    public Classification {
      classes = List.copyOf(classes);
      if (classes.size() < 2) {
        throw new ArgumentException(
            "A classification needs at least 2 classes but got " + classes + ".");
      }
    }

    /** Classes that are called by their numbers. */
    public static Classification numbered(int classes) {
      return new Classification(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }
  }

  /**
   * Numbers; y is FLOAT32 [B, outputs].
   *
   * @param outputs how many numbers for each example, at least 1
   */
  record Regression(int outputs) implements Task {
    public Regression {
      if (outputs < 1) {
        throw new ArgumentException(
            "A regression needs at least 1 output but got " + outputs + ".");
      }
    }
  }

  /** Something else: what a step of one's own makes of the batch's tensors, whatever they are. */
  record Own() implements Task {}
}
