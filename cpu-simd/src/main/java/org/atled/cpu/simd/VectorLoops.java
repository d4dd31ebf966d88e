package org.atled.cpu.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel.Combiner;
import org.atled.core.spi.LoopCompiler;
import org.atled.cpu.InnerLoops;
import org.atled.cpu.LaneReducer;
import org.atled.cpu.MatrixProduct;

/** Inner loops on vectors of the width that this JVM prefers. */
final class VectorLoops implements InnerLoops {
  private final SimdChoice choice;
  private final InnerLoops scalar;
  private final LoopCompiler compiler;

  private VectorLoops(SimdChoice choice) {
    this.choice = choice;
    this.scalar = InnerLoops.scalar(choice.why());
    this.compiler = new VectorLoopCompiler(scalar.compiler(), choice.when());
  }

  static InnerLoops create(SimdChoice choice) {
    return new VectorLoops(choice);
  }

  @Override
  public String description() {
    VectorShape shape = FloatVector.SPECIES_PREFERRED.vectorShape();
    return "vectors of " + shape.vectorBitSize() / 8 + " bytes (" + choice.why() + ")";
  }

  @Override
  public boolean simd() {
    return true;
  }

  @Override
  public LoopCompiler compiler() {
    return compiler;
  }

  @Override
  public LaneReducer reducer(Combiner combiner, DType dtype) {
    return scalar.reducer(combiner, dtype);
  }

  @Override
  public MatrixProduct product(DType dtype) {
    return scalar.product(dtype);
  }
}
