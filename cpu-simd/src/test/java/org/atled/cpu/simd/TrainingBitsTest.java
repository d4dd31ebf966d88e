package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole training runs end with the same bits on every width of vectors and number of threads. */
class TrainingBitsTest {
  private static final int WIDEST = 4 * VectorType.FLOAT32.lanes();

  @Test
  void everyWidthAndNumberOfThreads() {
    List<String> expected = bits(WIDEST, "off", "1", "2", "3", "5");
    assertThat(expected).hasSameSizeAs(Lesson.all());
    for (int width : new int[] {16, 32, 64}) {
      assertThat(bits(width, "on", "1", "2", "3", "5"))
          .as("vectors of %d bytes", width)
          .isEqualTo(expected);
    }
    assertThat(bits(16, "off", "2")).as("scalar, 16 bytes").isEqualTo(expected);
    assertThat(bits(WIDEST, "auto", "1", "2", "3", "5")).as("auto").isEqualTo(expected);
  }

  /** The one result of each lesson, after the child was seen to have run as it should. */
  private static List<String> bits(int limit, String simd, String... threads) {
    List<String> lines =
        ChildJvm.run(
            BitsOfTraining.class,
            List.of("-XX:MaxVectorSize=" + limit, "-Datled.simd=" + simd),
            threads);
    assertThat(ChildJvm.value(lines, "width")).isEqualTo(Integer.toString(Math.min(limit, WIDEST)));
    assertThat(ChildJvm.value(lines, "simd")).isEqualTo(Boolean.toString(!simd.equals("off")));
    for (String number : threads) {
      int helpers = Integer.parseInt(number) - 1;
      List<String> helped = ChildJvm.values(lines, "helped " + number);
      assertThat(helped).hasSameSizeAs(Lesson.all());
      assertThat(helped)
          .as("parts that others than the caller ran on %s threads", number)
          .allSatisfy(parts -> assertThat(Long.parseLong(parts) > 0).isEqualTo(helpers > 0));
      assertThat(ChildJvm.values(lines, "helpers " + number))
          .allSatisfy(count -> assertThat(Integer.parseInt(count)).isGreaterThanOrEqualTo(helpers));
    }
    return ChildJvm.values(lines, "bits").stream().distinct().toList();
  }
}
