package org.atled.data;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/** A data set in memory. Its numbers are checked once, when it is made. */
public final class ArrayDataset implements Dataset {
  private static final int BLOCK = 1 << 16;

  private final DatasetInfo info;
  private final Rows x;
  private final Rows y;

  private ArrayDataset(DatasetInfo info, Rows x, Rows y) {
    this.info = info;
    this.x = x;
    this.y = y;
  }

  /**
   * The data set of these inputs and targets. Its info is the one given, with the scale of the
   * inputs.
   *
   * @param x as many examples as y, each of the shape that info names
   * @param y labels for a classification, floats of shape [outputs] for a regression
   * @throws ShapeException if the examples are of other shapes than info says
   * @throws ArgumentException if there is no example, x and y differ in number, a value is NaN or
   *     infinite, or a label is not the number of a class
   */
  public static ArrayDataset of(DatasetInfo info, Rows x, Rows y) {
    checkShape(info, "inputs", info.input(), x.each());
    if (x.count() != y.count() || x.count() == 0) {
      throw fault(
          info,
          "there are "
              + x.count()
              + " inputs and "
              + y.count()
              + " targets; there must be one target for each input, and at least one input.");
    }
    checkFinite(info, "input", x);
    switch (info.task()) {
      case Task.Classification classification -> {
        if (!(y instanceof Rows.Labels(long[] labels))) {
          throw fault(info, "the targets of a classification must be labels (Rows.Labels).");
        }
        checkLabels(info, classification, labels);
      }
      case Task.Regression regression -> {
        checkShape(info, "targets", Shape.of(regression.outputs()), y.each());
        checkFinite(info, "target", y);
      }
      case Task.Own() ->
          throw fault(
              info,
              "its task does not say what the targets are; name a classification or a regression,"
                  + " or take a TensorDataset.");
    }
    return new ArrayDataset(
        new DatasetInfo(info.name(), info.input(), info.task(), x.scale()), x, y);
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public int size() {
    return x.count();
  }

  @Override
  public Batch batch(int... examples) {
    Tensor index = Dataset.index(this, examples);
    return Batch.of(x.gather(examples), y.gather(examples), index);
  }

  @Override
  public String toString() {
    return info.name() + " (" + size() + " examples of " + info.input() + ")";
  }

  private static void checkShape(DatasetInfo info, String what, Shape wanted, Shape got) {
    if (!wanted.equals(got)) {
      throw new ShapeException(
          place(info)
              + "each of the "
              + what
              + " is "
              + got
              + " but the data set says "
              + wanted
              + ".");
    }
  }

  private static void checkFinite(DatasetInfo info, String what, Rows rows) {
    switch (rows) {
      case Rows.Floats(float[] values, Shape each) -> checkFinite(info, what, values, each, 0);
      case Rows.Outside beside -> {
        int each = beside.each().elements();
        int block = Math.max(1, BLOCK / each);
        for (int from = 0; from < beside.count(); from += block) {
          int count = Math.min(block, beside.count() - from);
          float[] some = beside.some((long) from * each, count * each);
          checkFinite(info, what, some, beside.each(), from);
        }
      }
      case Rows.Bytes _, Rows.Labels _ -> {
        // Always finite.
      }
    }
  }

  /**
   * @param first the number of the first example among all
   */
  private static void checkFinite(
      DatasetInfo info, String what, float[] values, Shape each, int first) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw fault(
            info,
            "example "
                + (first + i / each.elements())
                + " has "
                + values[i]
                + " as its "
                + what
                + " at "
                + element(each, i % each.elements())
                + "; drop the example, or put a number there (the mean of the column, say).");
      }
    }
  }

  private static void checkLabels(DatasetInfo info, Task.Classification task, long[] labels) {
    int classes = task.classes().size();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw fault(
            info,
            "example "
                + i
                + " has the label "
                + labels[i]
                + " but there are "
                + classes
                + " classes, numbered from 0 to "
                + (classes - 1)
                + ".");
      }
    }
  }

  /** "column 3" of a row, "[0, 14, 3]" of anything with more axes. */
  private static String element(Shape each, int flat) {
    return each.rank() < 2 ? "column " + flat : Arrays.toString(each.place(flat));
  }

  private static ArgumentException fault(DatasetInfo info, String fault) {
    return new ArgumentException(place(info) + fault);
  }

  private static String place(DatasetInfo info) {
    return "Data set \"" + info.name() + "\": ";
  }
}
