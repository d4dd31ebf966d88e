package org.atled.core.tensor;

import java.util.List;
import org.atled.core.op.order.Sort;
import org.atled.core.op.order.TopK;

/** Elements by size. NaN is greater than all, and of equal elements the first comes first. */
public sealed interface Ordering permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The elements along an axis from the least to the greatest, and where they stood. Stable. A
   * gradient goes back to where its element stood.
   */
  default Indexed sort(int axis) {
    return sort(axis, false);
  }

  /**
   * As {@link #sort(int)}, in a direction.
   *
   * @param descending from the greatest to the least; equal ones in the order in which they stood
   */
  default Indexed sort(int axis, boolean descending) {
    return indexed(Dispatch.apply(new Sort(self().shape().axis(axis), descending), self()));
  }

  /** The int64 places of the elements along an axis, from the least to the greatest. Stable. */
  default Tensor argsort(int axis) {
    return sort(axis).indices();
  }

  /**
   * The k greatest elements along an axis, the greatest first, and where they stood. A gradient
   * goes back to where its element stood.
   *
   * @throws org.atled.core.error.ShapeException if there are no k elements
   */
  default Indexed topK(int k, int axis) {
    return topK(k, axis, true);
  }

  /** As {@link #topK(int, int)}, of the greatest or the least, the most extreme first. */
  default Indexed topK(int k, int axis, boolean greatest) {
    return indexed(Dispatch.apply(new TopK(k, self().shape().axis(axis), greatest), self()));
  }

  private static Indexed indexed(List<Tensor> both) {
    return new Indexed(both.get(0), both.get(1));
  }
}
