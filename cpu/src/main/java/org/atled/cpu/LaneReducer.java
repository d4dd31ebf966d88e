package org.atled.cpu;

import org.atled.core.spi.ReduceKernel;

/** Reduces the rows of a matrix in the order that {@link ReduceKernel} states for one chunk. */
@FunctionalInterface
public interface LaneReducer {
  /**
   * For each o in [0, outer): {@code out[outAt + o·outStride]} becomes the combination of the n
   * elements {@code in[at + o·outerStride + i·stride]}.
   *
   * @param in the Java array of the elements
   * @param n at most {@link ReduceKernel#CHUNK}; 0 gives the identity
   */
  void reduce(
      Object in,
      int at,
      int outerStride,
      int outer,
      int stride,
      int n,
      Object out,
      int outAt,
      int outStride);
}
