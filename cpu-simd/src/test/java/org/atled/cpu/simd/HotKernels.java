package org.atled.cpu.simd;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.Storage;
import org.atled.cpu.CpuBackend;
import org.atled.cpu.simd.VectorKernels.Named;

/** The main class of a JVM that runs every kernel, tile and packer until HotSpot compiles it. */
final class HotKernels {
  private HotKernels() {}

  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    int often = Integer.parseInt(arguments[1]);
    VectorsUnderTest vectors = new VectorsUnderTest();
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tiles tiles = ((VectorProduct) vectors.product(type)).tiles();
      Object from = Storage.zeros(type, Tiles.rehearsalLength()).array();
      Object to = Storage.zeros(type, Tiles.rehearsalLength()).array();
      // More often: a kernel calls its loop several times, a rehearsal some packers once.
      for (int run = 0; run < 6 * runs; run++) {
        tiles.rehearse(from, to);
      }
      VectorTableProduct gathering = new VectorTableProduct(type);
      for (int run = 0; run < 6 * runs; run++) {
        gathering.rehearse(from, from, new int[32], to);
      }
    }
    CpuBackend backend = new CpuBackend(vectors, 1);
    for (Named kernel : VectorKernels.all()) {
      for (int run = 0; run < runs(kernel.kernel(), runs, often); run++) {
        backend.run(kernel.kernel());
      }
    }
    System.out.println("classes " + vectors.classes());
  }

  /** What calls its loops many times in each run needs fewer for the first compiler. */
  private static int runs(Kernel kernel, int runs, int often) {
    return switch (kernel) {
      // Products are made of those tiles and packers, and of loops that other kernels have too.
      case GemmKernel _ -> 0;
      case MapKernel _, ReduceKernel _ -> runs;
      default -> often;
    };
  }
}
