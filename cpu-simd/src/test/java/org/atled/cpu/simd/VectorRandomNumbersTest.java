package org.atled.cpu.simd;

import org.atled.cpu.InnerLoops;
import org.atled.cpu.RandomNumbersTest;

class VectorRandomNumbersTest extends RandomNumbersTest {
  @Override
  protected InnerLoops inner() {
    return new VectorsUnderTest();
  }
}
