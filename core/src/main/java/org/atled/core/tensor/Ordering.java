package org.atled.core.tensor;

import java.util.List;
import org.atled.core.op.order.KthValue;
import org.atled.core.op.order.SearchSorted;
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

  /**
   * The k-th least element along an axis, which is removed, and where it stood; k counts from 1, as
   * PyTorch's. Of equals it is the one that a stable sort has there; it alone gets the gradient.
   *
   * @throws org.atled.core.error.ShapeException if there are no k elements
   */
  default Indexed kthValue(int k, int axis) {
    return Indexed.at(
        self(), axis, Dispatch.apply(new KthValue(k, self().shape().axis(axis)), self().detach()));
  }

  /**
   * For each value the int64 place in this ascending sequence where it belongs, before its equals:
   * the number of elements that are less. Of rank 1, this serves values of any shape; else each row
   * along the last axis serves those of the same row. A NaN is greater than all. That this ascends
   * is not checked. Not differentiable.
   *
   * @throws org.atled.core.error.ShapeException if the leading sizes differ
   * @throws org.atled.core.error.TypeException if the types differ
   */
  default Tensor searchSorted(Tensor values) {
    return searchSorted(values, false);
  }

  /**
   * As {@link #searchSorted(Tensor)}.
   *
   * @param right whether a value belongs behind its equals
   */
  default Tensor searchSorted(Tensor values, boolean right) {
    return Dispatch.apply(new SearchSorted(right), self(), values);
  }

  /** For each element its bucket: its place in ascending boundaries, as {@link #searchSorted}. */
  default Tensor bucketize(Tensor boundaries, boolean right) {
    return boundaries.searchSorted(self(), right);
  }

  private static Indexed indexed(List<Tensor> both) {
    return new Indexed(both.get(0), both.get(1));
  }
}
