package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.cpu.AttentionsTest;
import org.atled.cpu.InnerLoops;
import org.junit.jupiter.api.AfterAll;

class VectorAttentionsTest extends AttentionsTest {
  private static final VectorsUnderTest VECTORS = new VectorsUnderTest();

  @Override
  protected InnerLoops inner() {
    return VECTORS;
  }

  @AfterAll
  static void vectorsRan() {
    assertThat(VECTORS.loops()).isPositive();
  }
}
