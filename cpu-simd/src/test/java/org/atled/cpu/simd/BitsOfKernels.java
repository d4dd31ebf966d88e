package org.atled.cpu.simd;

import java.io.PrintStream;
import java.util.Arrays;
import org.atled.core.shape.DType;
import org.atled.core.spi.Backend;
import org.atled.core.spi.Strided;
import org.atled.cpu.simd.VectorKernels.Named;

/** The main class of a JVM that tells the bits of what its kernels compute. */
final class BitsOfKernels {
  private BitsOfKernels() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    Backend backend = new SimdProvider().create();
    out.println("width " + VectorType.of(DType.FLOAT32).lanes() * 4);
    out.println("simd " + backend.simd());
    for (Named kernel : VectorKernels.all()) {
      backend.run(kernel.kernel());
      long hash = 0;
      for (Strided output : kernel.outputs()) {
        hash = hash * 31 + Arrays.hashCode(Bits.of(output.dtype(), output.storage().array()));
      }
      out.println("bits " + kernel.name() + " " + Long.toHexString(hash));
    }
  }
}
