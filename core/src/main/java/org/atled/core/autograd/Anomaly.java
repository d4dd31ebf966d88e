package org.atled.core.autograd;

import java.util.Arrays;
import org.atled.core.error.GradientException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Cotangents.Cotangent;
import org.atled.core.tensor.Node;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;

/** Looks for the first gradient that is not finite, where a scope asks for that. */
final class Anomaly {
  private Anomaly() {}

  /**
   * Looks at what an operation gives one of its inputs; not in a step that is only written down,
   * where there are no numbers.
   *
   * @throws GradientException if it is not finite
   */
  static void check(Node.Application node, int input, Cotangent share) {
    Scope scope = Scope.current();
    if (!scope.anomaly() || scope.isWrittenDown()) {
      return;
    }
    Tensor gradient =
        switch (share) {
          case Cotangents.Whole whole -> whole.value();
          case Cotangents.Part part -> part.value();
          case Cotangents.Rows rows -> rows.value();
        };
    double[] values = gradient.toDoubles();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new GradientException(
            node.op().name()
                + ": the gradient by its input "
                + input
                + " ("
                + node.saved().type(input)
                + ") is "
                + values[i]
                + at(gradient.shape(), i)
                + ", the first in this backward pass that is not finite. The operation was "
                + node.line()
                    .map(line -> "applied at " + line)
                    .orElse("applied outside of detectAnomaly, so that its line is not known")
                + "; keep its input from where it has no finite slope.");
      }
    }
  }

  private static String at(Shape shape, int place) {
    return shape.rank() == 0 ? "" : " at " + Arrays.toString(shape.place(place));
  }
}
