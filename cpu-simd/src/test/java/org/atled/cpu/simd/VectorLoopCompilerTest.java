package org.atled.cpu.simd;

import org.atled.core.spi.LoopCompiler;
import org.atled.cpu.LoopCompilerTest;
import org.atled.cpu.ScalarLoopCompiler;

class VectorLoopCompilerTest extends LoopCompilerTest {
  @Override
  protected LoopCompiler compiler() {
    return new VectorLoopCompiler(new ScalarLoopCompiler(), SimdChoice.When.ALWAYS);
  }
}
