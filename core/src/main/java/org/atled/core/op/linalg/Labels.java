package org.atled.core.op.linalg;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atled.core.shape.Shape;

/**
 * The labels of the operands' axes, those of the result's, and how long each runs.
 *
 * @param operands for each operand the labels of its axes
 * @param sizes where axes of 1 meet longer ones, the longer
 */
record Labels(List<List<Integer>> operands, List<Integer> output, Map<Integer, Long> sizes) {
  Labels(List<List<Integer>> operands, List<Integer> output, List<Shape> shapes) {
    this(operands, output, longest(operands, shapes));
  }

  private static Map<Integer, Long> longest(List<List<Integer>> operands, List<Shape> shapes) {
    Map<Integer, Long> sizes = new HashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      for (int axis = 0; axis < shapes.get(i).rank(); axis++) {
        sizes.merge(operands.get(i).get(axis), shapes.get(i).size(axis), (a, b) -> a == 1 ? b : a);
      }
    }
    return Map.copyOf(sizes);
  }

  long size(int label) {
    return sizes.getOrDefault(label, 1L);
  }

  /** How many elements a tensor with these labels has; it may be too large for one. */
  double elements(Collection<Integer> labels) {
    return labels.stream().mapToDouble(this::size).reduce(1, (a, b) -> a * b);
  }

  /** What must stay of a product of some factors: what the result has and what others have. */
  Set<Integer> kept(Collection<Factor> others) {
    Set<Integer> kept = new HashSet<>(output);
    others.forEach(factor -> kept.addAll(factor.labels()));
    return kept;
  }
}
