package org.atled.core.spi;

import java.util.List;

/**
 * How windows go over the spatial axes, a number for each of them.
 *
 * @param tile of how many windows along an axis the tiles of a convolution may be: 2, or 4
 */
public record WindowSteps(
    List<Integer> stride, List<Integer> before, List<Integer> dilation, int tile) {
  public WindowSteps(List<Integer> stride, List<Integer> before, List<Integer> dilation) {
    this(stride, before, dilation, 2);
  }

  public WindowSteps {
    stride = List.copyOf(stride);
    before = List.copyOf(before);
    dilation = List.copyOf(dilation);
  }
}
