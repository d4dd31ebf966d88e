package org.atled.cpu.simd;

import org.atled.cpu.CpuBackend;
import org.atled.cpu.simd.VectorKernels.Named;

/** The main class of a JVM that runs every kernel until HotSpot compiles it. */
final class HotKernels {
  private HotKernels() {}

  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    VectorsUnderTest vectors = new VectorsUnderTest();
    CpuBackend backend = new CpuBackend(vectors, 1);
    for (Named kernel : VectorKernels.all()) {
      for (int run = 0; run < runs; run++) {
        backend.run(kernel.kernel());
      }
    }
    System.out.println("classes " + vectors.classes());
  }
}
