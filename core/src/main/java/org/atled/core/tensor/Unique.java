package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ShapeException;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.op.order.Mode;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/**
 * The different values of a tensor, or the different parts along one of its axes, without
 * gradients.
 *
 * @param values of rank 1; or the parts along the axis, the other axes as they are
 * @param inverse for each element of the tensor, in its shape, the int64 place of its value; or for
 *     each part that of its equal, of rank 1
 * @param counts for each value or part how often it is there, int64
 */
public record Unique(Tensor values, Tensor inverse, Tensor counts) {
  static Unique sorted(Tensor x) {
    x.read("unique");
    Indexed sorted = x.detach().reshape(-1).sort(0);
    return ofRuns(sorted, x.shape());
  }

  static Unique consecutive(Tensor x) {
    x.read("uniqueConsecutive");
    Tensor flat = x.detach().reshape(-1);
    return ofRuns(new Indexed(flat, Tensor.arange(flat.shape().elements())), x.shape());
  }

  /** Of elements that stand in runs, and where they came from. */
  private static Unique ofRuns(Indexed elements, Shape shape) {
    Tensor x = elements.values();
    if (shape.isEmpty()) {
      Tensor none = Tensor.zeros(DType.INT64, 0);
      return new Unique(x, none.reshape(shape), none);
    }
    Tensor run = Mode.startsRun(x, 0).cumSum(0).sub(1);
    Shape runs = Shape.of((long) run.get(-1).item() + 1);
    Tensor inverse = Dispatch.apply(new ScatterAdd(0, x.shape()), run, elements.indices());
    Tensor counts = Dispatch.apply(new ScatterAdd(0, runs), run.onesLike(), run);
    Tensor starts = counts.cumSum(0).sub(counts);
    return new Unique(x.rows(starts), inverse.reshape(shape), counts);
  }

  /** Parts along an axis: all, by their elements from the first on, or runs of equal ones. */
  static Unique along(Tensor x, int axis, boolean sorted) {
    String name = sorted ? "unique" : "uniqueConsecutive";
    x.read(name);
    int a = x.shape().axis(axis);
    int parts = (int) x.shape().size(a);
    if (x.shape().isEmpty() && parts > 0) {
      throw new ShapeException(
          "%s: the %d parts along axis %d of %s have no elements by which they could differ."
              .formatted(name, parts, a, x.shape()));
    }
    // Places among the values compare as elements do, in every type, and each NaN has one of its
    // own.
    long[] places = sorted(x.movedim(a, 0)).inverse().flatten().toLongs();
    int each = places.length / Math.max(1, parts);
    Comparator<Integer> byElements =
        (p, q) ->
            Arrays.compare(places, p * each, (p + 1) * each, places, q * each, (q + 1) * each);
    List<Integer> order = new ArrayList<>(IntStream.range(0, parts).boxed().toList());
    if (sorted) {
      order.sort(byElements);
    }
    long[] inverse = new long[parts];
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int part = order.get(i);
      if (i == 0 || byElements.compare(order.get(i - 1), part) != 0) {
        starts.add(i);
      }
      inverse[part] = starts.size() - 1L;
    }
    starts.add(parts);
    int runs = starts.size() - 1;
    long[] first = IntStream.range(0, runs).mapToLong(r -> order.get(starts.get(r))).toArray();
    long[] counts =
        IntStream.range(0, runs).mapToLong(r -> starts.get(r + 1) - starts.get(r)).toArray();
    return new Unique(
        x.detach().indexSelect(a, Tensor.of(first)), Tensor.of(inverse), Tensor.of(counts));
  }
}
