package org.atled.cpu.simd;

import java.io.PrintStream;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.cpu.ByteTile;
import org.atled.cpu.CpuBackend;
import org.atled.cpu.InnerLoops;
import org.atled.cpu.simd.VectorKernels.Named;

/**
 * The main class of a JVM that runs every kernel, tile and packer until HotSpot compiles it, and
 * then tells which have other bits than without vectors.
 */
final class HotKernels {
  private static final int RUNS = 40;

  /** More often: a kernel calls its loop several times, a rehearsal some packers once. */
  private static final int REHEARSALS = 100;

  private HotKernels() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    VectorsUnderTest vectors = new VectorsUnderTest();
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tiles tiles = ((VectorProduct) vectors.product(type)).tiles();
      Object from = Storage.zeros(type, Tiles.rehearsalLength()).array();
      Object to = Storage.zeros(type, Tiles.rehearsalLength()).array();
      for (int run = 0; run < REHEARSALS; run++) {
        tiles.rehearse(from, to);
      }
      VectorTableProduct gathering = new VectorTableProduct(type);
      for (int run = 0; run < REHEARSALS; run++) {
        gathering.rehearse(from, from, new int[32], to);
      }
    }
    vectors.byteTile(0).ifPresent(HotKernels::rehearse);
    CpuBackend backend = new CpuBackend(vectors, 1);
    for (Named kernel : VectorKernels.all()) {
      for (int run = 0; run < runs(kernel.kernel()); run++) {
        backend.run(kernel.kernel());
      }
    }
    out.println("classes " + vectors.classes());
    // Kernels anew, as some compute in place.
    CpuBackend scalar = new CpuBackend(InnerLoops.scalar("as tests do"), 1);
    List<Named> expected = VectorKernels.all();
    expected.forEach(kernel -> scalar.run(kernel.kernel()));
    List<Named> actual = VectorKernels.all();
    for (int i = 0; i < actual.size(); i++) {
      backend.run(actual.get(i).kernel());
      if (actual.get(i).bits() != expected.get(i).bits()) {
        out.println("differs " + actual.get(i).name());
      }
    }
    out.println("compared " + actual.size());
  }

  private static void rehearse(ByteTile tile) {
    int terms = 64;
    byte[] bytes = new byte[terms * ByteTile.COLUMNS];
    for (int run = 0; run < REHEARSALS; run++) {
      tile.run(new float[terms], 0, 1, bytes, 0, ByteTile.COLUMNS, new float[80], 0, terms);
    }
  }

  private static int runs(Kernel kernel) {
    // Products are made of those tiles and packers, and of loops that other kernels have too.
    return kernel instanceof GemmKernel ? 0 : RUNS;
  }
}
