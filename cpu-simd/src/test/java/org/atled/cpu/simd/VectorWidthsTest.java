package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.shape.DType;
import org.junit.jupiter.api.Test;

/**
 * Every width of vectors, and none, give the same bits. The kernels run once: {@link
 * CompilationTest} has them compiled before it compares.
 */
class VectorWidthsTest {
  @Test
  void theBitsOfEveryWidth() {
    int widest = 4 * VectorType.of(DType.FLOAT32).lanes();
    List<String> expected = bits(widest, widest, "off");
    assertThat(expected).hasSizeGreaterThan(500);
    for (int width : ChildJvm.widths().toArray()) {
      assertThat(bits(width, Math.min(width, widest), "on"))
          .as("%d bytes", width)
          .isEqualTo(expected);
    }
  }

  /** What a child computed, after it was seen to have had vectors of that many bytes, or none. */
  private static List<String> bits(int limit, int width, String simd) {
    List<String> lines =
        ChildJvm.run(
            BitsOfKernels.class,
            List.of(
                "-XX:MaxVectorSize=" + limit,
                "-Datled.simd=" + simd,
                // Nothing runs often enough for the second compiler to repay what it takes.
                "-XX:TieredStopAtLevel=1"));
    assertThat(ChildJvm.value(lines, "width")).isEqualTo(Integer.toString(width));
    assertThat(ChildJvm.value(lines, "simd")).isEqualTo(Boolean.toString(simd.equals("on")));
    return lines.stream().filter(line -> line.startsWith("bits ")).toList();
  }
}
