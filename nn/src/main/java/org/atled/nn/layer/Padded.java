package org.atled.nn.layer;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/**
 * Sequences of different lengths in one tensor, and what was their length. What stands behind an
 * end counts for nothing, be it NaN.
 *
 * @param sequences [batch, steps, ..], or [steps, batch, ..] for a module that takes them so
 * @param lengths int64 [batch]
 */
public record Padded(Tensor sequences, Tensor lengths) {
  /**
   * [steps, ..] each, followed by zeros up to the longest: [batch, steps, ..].
   *
   * @throws ArgumentException if there is none
   * @throws ShapeException if one has no step, or another shape of its steps
   */
  public static Padded of(List<Tensor> sequences) {
    if (sequences.isEmpty()) {
      throw new ArgumentException("Padded: takes at least one sequence.");
    }
    Shape first = sequences.getFirst().shape();
    for (int i = 0; i < sequences.size(); i++) {
      Shape shape = sequences.get(i).shape();
      if (shape.rank() == 0
          || shape.size(0) == 0
          || !shape.slice(1, shape.rank()).equals(first.slice(1, first.rank()))) {
        throw new ShapeException(
            ("Padded: sequence %d is %s but must be [steps, ..] with at least one step, and steps"
                    + " like those of the first, %s.")
                .formatted(i, shape, first));
      }
    }
    long[] lengths = sequences.stream().mapToLong(s -> s.shape().size(0)).toArray();
    long most = Arrays.stream(lengths).max().orElseThrow();
    return new Padded(
        Structure.stack(0, sequences.stream().map(s -> longer(s, most)).toArray(Tensor[]::new)),
        Tensor.of(lengths));
  }

  private static Tensor longer(Tensor x, long steps) {
    long[] amounts = new long[2 * x.shape().rank()];
    amounts[amounts.length - 1] = steps - x.shape().size(0);
    return x.pad(amounts);
  }
}
