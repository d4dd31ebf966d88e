package org.atled.train;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.DatasetInfo;
import org.atled.data.Scale;

/**
 * What people give a model, as it takes it.
 *
 * @param info of the data set that it learned from
 * @param ranged whether numbers far from those that it learned from are refused
 */
record Examples(DatasetInfo info, boolean ranged) {
  /** How many times the size of the training inputs a number may be away from them. */
  private static final double FAR = 10;

  /**
   * Examples [batch, input shape] of the type that the model takes; see {@link Predictor} for what
   * is taken.
   */
  Tensor of(Tensor x) {
    Shape example = info.input();
    Shape shape = Shape.of(count(x.type())).concat(example);
    DType wanted = info.x().dtype();
    if (wanted != DType.FLOAT32) {
      return exactly(wanted, x).reshape(shape);
    }
    float[] values = x.toFloats();
    boolean integers = x.dtype() != DType.BOOL && !x.dtype().isFloating();
    int unit = info.scale().unit();
    if (integers && unit != 1) {
      for (int i = 0; i < values.length; i++) {
        values[i] /= unit;
      }
    }
    check(values);
    return Tensor.wrap(new Storage.Float32(values), shape);
  }

  /** Numbers of classes, tokens and the like, and float64, are what they are, in any scale. */
  private static Tensor exactly(DType wanted, Tensor x) {
    if (x.dtype().category() != wanted.category()) {
      throw new TypeException(
          "The model takes %s but the input is %s; give it the numbers that it learned from."
              .formatted(wanted, x.type()));
    }
    return x.detach().to(wanted);
  }

  /** How many examples there are. */
  private int count(TensorType given) {
    int each = info.input().elements();
    Shape shape = given.shape();
    long[] sizes = shape.toArray();
    // One example has as many numbers as one, so that no shape can be read in two ways.
    if (shape.elements() == each && isExample(sizes)) {
      return 1;
    }
    if (sizes.length == 0 || !isExample(Arrays.copyOfRange(sizes, 1, sizes.length))) {
      throw new ShapeException(
          "The model takes examples of "
              + info.input()
              + " but the input is "
              + given
              + "; give one as "
              + taken("")
              + ", or a batch of them as "
              + taken("n, ")
              + ".");
    }
    if (sizes[0] == 0) {
      throw new ShapeException("There is no example in the input " + given + ".");
    }
    return (int) sizes[0];
  }

  /** Whether an example may come so: in its shape, without axes of size 1, or flat. */
  private boolean isExample(long[] sizes) {
    return Arrays.equals(sizes, new long[] {info.input().elements()})
        || Arrays.equals(wide(sizes), wide(info.input().toArray()));
  }

  private static long[] wide(long[] sizes) {
    return Arrays.stream(sizes).filter(size -> size != 1).toArray();
  }

  /** {@code [1, 28, 28], [28, 28] or [784]}. */
  private String taken(String before) {
    SequencedSet<Shape> ways = new LinkedHashSet<>();
    ways.add(info.input());
    ways.add(Shape.of(wide(info.input().toArray())));
    ways.add(Shape.of(info.input().elements()));
    StringBuilder text = new StringBuilder();
    for (Shape way : ways) {
      String sizes = way.toString().substring(1);
      text.append(text.isEmpty() ? "" : way.equals(ways.getLast()) ? " or " : ", ");
      text.append('[').append(way.rank() == 0 ? before.replace(", ", "") : before).append(sizes);
    }
    return text.toString();
  }

  private void check(float[] values) {
    Scale scale = info.scale();
    double size =
        Math.max(
            scale.greatest() - scale.least(),
            Math.max(Math.abs(scale.least()), Math.abs(scale.greatest())));
    boolean bounded = ranged && scale.isMeasured() && size > 0;
    double least = bounded ? scale.least() - FAR * size : Double.NEGATIVE_INFINITY;
    double greatest = bounded ? scale.greatest() + FAR * size : Double.POSITIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new ArgumentException(
            place(i)
                + values[i]
                + "; replace all that are not finite, or leave their examples out.");
      }
      if (values[i] < least || values[i] > greatest) {
        throw new ArgumentException(
            place(i)
                + values[i]
                + ", far from the numbers that the model learned from, which go from "
                + number(scale.least())
                + " to "
                + number(scale.greatest())
                + "; give it inputs in the same scale"
                + (scale.unit() == 1
                    ? "."
                    : ": divide by "
                        + scale.unit()
                        + ", or give integers, which are divided for you."));
      }
    }
  }

  /** {@code Example 3 has at [0, 14, 3] the number }. */
  private String place(int flat) {
    Shape example = info.input();
    int each = example.elements();
    return "Example "
        + flat / each
        + " has at "
        + Arrays.toString(example.place(flat % each))
        + " the number ";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
