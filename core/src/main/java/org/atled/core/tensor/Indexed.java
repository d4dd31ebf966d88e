package org.atled.core.tensor;

/**
 * Elements that were picked along an axis, and where they stood.
 *
 * @param values of the operand's type
 * @param indices int64, of the same shape: places along the axis, from 0
 */
public record Indexed(Tensor values, Tensor indices) {
  /** The elements at places along an axis, which both have lost. */
  static Indexed at(Tensor x, int axis, Tensor places) {
    int along = x.shape().axis(axis);
    return new Indexed(x.gather(along, places.unsqueeze(along)).squeeze(along), places);
  }
}
