package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.shape.DType;
import org.junit.jupiter.api.Test;

/**
 * Whole training runs end with the same bits on every width of vectors and number of threads,
 * operation by operation and as plans.
 */
class TrainingBitsTest {
  private static final int WIDEST = 4 * VectorType.of(DType.FLOAT32).lanes();

  @Test
  void everyWidthAndNumberOfThreads() {
    List<String> expected = bits(WIDEST, "off");
    assertThat(expected).hasSameSizeAs(Lesson.all());
    for (int width : ChildJvm.widths().toArray()) {
      assertThat(bits(width, "on")).as("vectors of %d bytes", width).isEqualTo(expected);
    }
    assertThat(bits(16, "off")).as("scalar, 16 bytes").isEqualTo(expected);
    assertThat(bits(WIDEST, "auto")).as("auto").isEqualTo(expected);
  }

  /** The one result of each lesson, after the child was seen to have run as it should. */
  private static List<String> bits(int limit, String simd) {
    boolean auto = simd.equals("auto");
    List<String> lines =
        ChildJvm.run(
            BitsOfTraining.class,
            List.of("-XX:MaxVectorSize=" + limit, "-Datled.simd=" + simd),
            auto ? "10" : "100",
            "1",
            "2",
            "3",
            "5");
    assertThat(ChildJvm.value(lines, "width")).isEqualTo(Integer.toString(Math.min(limit, WIDEST)));
    assertThat(ChildJvm.value(lines, "simd")).isEqualTo(Boolean.toString(!simd.equals("off")));
    for (int number : new int[] {1, 2, 3, 5}) {
      List<Long> helped = numbers(lines, "helped " + number);
      assertThat(helped).hasSameSizeAs(Lesson.all());
      if (number == 1) {
        assertThat(helped).as("parts that others than the caller ran").containsOnly(0L);
      } else if (!auto) {
        assertThat(helped).as("parts that helpers ran").allSatisfy(p -> assertThat(p).isPositive());
        assertThat(numbers(lines, "helpers " + number))
            .allSatisfy(helpers -> assertThat(helpers).isGreaterThanOrEqualTo(number - 1));
      }
    }
    return ChildJvm.values(lines, "bits").stream().distinct().toList();
  }

  private static List<Long> numbers(List<String> lines, String name) {
    return ChildJvm.values(lines, name).stream().map(Long::parseLong).toList();
  }
}
