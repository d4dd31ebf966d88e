package org.atled.core.tensor;

/**
 * Elements that were picked along an axis, and where they stood.
 *
 * @param values of the operand's type
 * @param indices int64, of the same shape: places along the axis, from 0
 */
public record Indexed(Tensor values, Tensor indices) {}
