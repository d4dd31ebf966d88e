package org.atled.cpu.simd;

import org.atled.core.spi.LoopCompiler.Loop;

/**
 * A scalar loop that becomes a vector loop when that has been seen to be fast. Since both give the
 * same bits it does not matter when.
 */
final class WarmingLoop implements Loop {
  /** In elements: about a millisecond of work. */
  static final long WORTH_WARMING = 1 << 20;

  private final Loop scalar;
  private final WarmUp warmUp;
  private volatile Loop current;

  WarmingLoop(VectorForm form, Loop scalar) {
    this.scalar = scalar;
    this.warmUp =
        new WarmUp(WORTH_WARMING, () -> new LoopTrial(form, scalar, fast -> current = fast));
    this.current = scalar;
  }

  @Override
  public void run(
      Object[] arrays,
      int[] offsets,
      int[] outerStrides,
      int outer,
      int[] innerStrides,
      int inner) {
    Loop loop = current;
    if (loop == scalar) {
      warmUp.count((long) outer * inner);
    }
    loop.run(arrays, offsets, outerStrides, outer, innerStrides, inner);
  }

  /** Whether vectors have taken over. */
  boolean switched() {
    return current != scalar;
  }
}
