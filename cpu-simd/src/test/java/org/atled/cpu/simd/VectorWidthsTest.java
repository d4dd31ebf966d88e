package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.Backend;
import org.atled.cpu.CpuBackend;
import org.atled.cpu.InnerLoops;
import org.junit.jupiter.api.Test;

/**
 * Narrower vectors than this machine's give the bits of loops without any. All other tests here
 * have the widest; what HotSpot's second compiler makes of kernels is seen of the narrowest here,
 * and of the widest by {@link CompilationTest}.
 */
class VectorWidthsTest {
  @Test
  void theBitsOfNarrowerOnes() {
    int widest = 4 * VectorType.of(DType.FLOAT32).lanes();
    int narrowest = ChildJvm.widths().min().orElse(widest);
    List<String> expected = bitsWithoutVectors();
    assertThat(expected).hasSizeGreaterThan(500);
    for (int width : ChildJvm.widths().filter(width -> width < widest).toArray()) {
      assertThat(bits(width, width > narrowest)).as("%d bytes", width).isEqualTo(expected);
    }
  }

  private static List<String> bitsWithoutVectors() {
    Backend scalar = new CpuBackend(InnerLoops.scalar("as tests do"), 1);
    return VectorKernels.all().stream().map(kernel -> BitsOfKernels.line(kernel, scalar)).toList();
  }

  /** What a child computed, after it was seen to have had vectors of that many bytes. */
  private static List<String> bits(int width, boolean quick) {
    List<String> flags = new ArrayList<>(List.of("-XX:MaxVectorSize=" + width, "-Datled.simd=on"));
    if (quick) {
      flags.add("-XX:TieredStopAtLevel=1");
    }
    List<String> lines = ChildJvm.run(BitsOfKernels.class, flags);
    assertThat(ChildJvm.value(lines, "width")).isEqualTo(Integer.toString(width));
    assertThat(ChildJvm.value(lines, "simd")).isEqualTo("true");
    return lines.stream().filter(line -> line.startsWith("bits ")).toList();
  }
}
