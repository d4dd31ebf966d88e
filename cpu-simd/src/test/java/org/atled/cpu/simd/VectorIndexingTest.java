package org.atled.cpu.simd;

import org.atled.cpu.IndexingTest;
import org.atled.cpu.InnerLoops;

class VectorIndexingTest extends IndexingTest {
  @Override
  protected InnerLoops inner() {
    return new VectorsUnderTest();
  }
}
