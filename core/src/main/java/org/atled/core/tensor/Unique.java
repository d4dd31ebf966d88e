package org.atled.core.tensor;

import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.op.order.Mode;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/**
 * The different values of a tensor, without gradients.
 *
 * @param values of rank 1
 * @param inverse for each element of the tensor, in its shape, the int64 place of its value
 * @param counts for each value how often it is there, int64
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
}
