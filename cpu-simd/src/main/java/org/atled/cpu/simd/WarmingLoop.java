package org.atled.cpu.simd;

import java.util.concurrent.atomic.AtomicBoolean;
import org.atled.core.spi.LoopCompiler.Loop;

/**
 * A scalar loop that asks for vectors once it has computed enough elements to be worth it, and
 * becomes a vector loop when that has been seen to be fast. Since both give the same bits it does
 * not matter when.
 */
final class WarmingLoop implements Loop {
  /** Some ten microseconds of work: a loop that never gets there needs no vectors. */
  static final long WORTH_WARMING = 1 << 16;

  private final VectorForm form;
  private final Loop scalar;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile Loop current;

  /** Roughly: threads that count at the same time may lose some. */
  private long elements;

  WarmingLoop(VectorForm form, Loop scalar) {
    this.form = form;
    this.scalar = scalar;
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
      count((long) outer * inner);
    }
    loop.run(arrays, offsets, outerStrides, outer, innerStrides, inner);
  }

  private void count(long more) {
    long before = elements;
    elements = before + more;
    if (before + more >= WORTH_WARMING && !asked.get() && asked.compareAndSet(false, true)) {
      Warmer.shared().submit(new LoopTrial(form, scalar, fast -> current = fast));
    }
  }

  /** Whether vectors have taken over. */
  boolean switched() {
    return current != scalar;
  }
}
