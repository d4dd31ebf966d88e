package org.atled.cpu.simd;

/**
 * Vector code that may take over from scalar code with the same results, once HotSpot has compiled
 * it. A sample is a fixed amount of work on data of the trial's own, some microseconds of it when
 * compiled, that takes every path which real calls will take: what the compiler has not seen it
 * leaves out. The {@link Warmer}'s thread alone calls these.
 */
interface Trial {
  /** One sample by the scalar code. */
  void scalar();

  /** The same work by the vector code. */
  void vector();

  /** The vector code is fast: real calls should take it from now on. */
  void switchOver();

  /**
   * The vector code stays slow: defines it once more as a class that HotSpot has not seen, which
   * has a chance of its own.
   */
  void renew();
}
