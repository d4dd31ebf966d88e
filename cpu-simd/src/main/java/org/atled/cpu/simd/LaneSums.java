package org.atled.cpu.simd;

/**
 * The first half of a reduction, on vectors: the sixteen lanes of {@link
 * org.atled.core.spi.ReduceKernel}, not yet joined.
 */
@FunctionalInterface
interface LaneSums {
  /**
   * For each o in [0, outer): lane l of {@code in[at + o·outerStride + i]}, i in [0, n), goes to
   * {@code lanes[o·lanesStride + l]}. Of a minimum or maximum: as many lanes as a vector has, whose
   * minimum or maximum is that of all.
   *
   * @param n a multiple of sixteen, at least sixteen; of a minimum or maximum any number from
   *     {@link LaneSumsWriter#EXTREMES}
   */
  void run(Object in, int at, int outerStride, int outer, int n, Object lanes, int lanesStride);
}
