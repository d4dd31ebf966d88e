package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.cpu.InnerLoops;
import org.atled.cpu.QuantizedProductsTest;
import org.junit.jupiter.api.AfterAll;

class VectorQuantizedProductsTest extends QuantizedProductsTest {
  private static final VectorsUnderTest VECTORS = new VectorsUnderTest();

  @Override
  protected InnerLoops inner() {
    return VECTORS;
  }

  @AfterAll
  static void vectorsRan() {
    assertThat(VECTORS.loops()).isPositive();
    assertThat(VECTORS.byteTiles() > 0).isEqualTo(ByteTileWriter.isPossible());
  }
}
