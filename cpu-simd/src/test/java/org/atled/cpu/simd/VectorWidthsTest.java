package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.DType;
import org.junit.jupiter.api.Test;

/**
 * Every width of vectors, and none, give the same bits. What HotSpot's second compiler makes of
 * kernels is seen here of the narrowest vectors, and of the widest by {@link CompilationTest}.
 */
class VectorWidthsTest {
  @Test
  void theBitsOfEveryWidth() {
    int widest = 4 * VectorType.of(DType.FLOAT32).lanes();
    int narrowest = ChildJvm.widths().min().orElse(widest);
    List<String> expected = bits(widest, widest, "off", true);
    assertThat(expected).hasSizeGreaterThan(500);
    for (int width : ChildJvm.widths().toArray()) {
      assertThat(bits(width, Math.min(width, widest), "on", width > narrowest))
          .as("%d bytes", width)
          .isEqualTo(expected);
    }
  }

  /** What a child computed, after it was seen to have had vectors of that many bytes, or none. */
  private static List<String> bits(int limit, int width, String simd, boolean quick) {
    List<String> flags = new ArrayList<>();
    flags.add("-XX:MaxVectorSize=" + limit);
    flags.add("-Datled.simd=" + simd);
    if (quick) {
      flags.add("-XX:TieredStopAtLevel=1");
    }
    List<String> lines = ChildJvm.run(BitsOfKernels.class, flags);
    assertThat(ChildJvm.value(lines, "width")).isEqualTo(Integer.toString(width));
    assertThat(ChildJvm.value(lines, "simd")).isEqualTo(Boolean.toString(simd.equals("on")));
    return lines.stream().filter(line -> line.startsWith("bits ")).toList();
  }
}
