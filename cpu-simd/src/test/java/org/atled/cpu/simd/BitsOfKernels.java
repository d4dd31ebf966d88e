package org.atled.cpu.simd;

import java.io.PrintStream;
import org.atled.core.shape.DType;
import org.atled.core.spi.Backend;
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
      out.println(line(kernel, backend));
    }
  }

  static String line(Named kernel, Backend backend) {
    backend.run(kernel.kernel());
    return "bits " + kernel.name() + " " + Long.toHexString(kernel.bits());
  }
}
