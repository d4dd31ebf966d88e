package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
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
    List<String> expected = bits(WIDEST, "off", 1, 3);
    assertThat(expected).hasSameSizeAs(Lesson.all());
    // How work is shared out does not hang on the width: one width has other numbers of threads.
    for (int width : ChildJvm.widths().toArray()) {
      int[] threads = width == WIDEST ? new int[] {1, 5} : new int[] {3};
      assertThat(bits(width, "on", threads)).as("vectors of %d bytes", width).isEqualTo(expected);
    }
    assertThat(bits(WIDEST, "auto", 1, 2)).as("auto").isEqualTo(expected);
  }

  /** The one result of each lesson, after the child was seen to have run as it should. */
  private static List<String> bits(int limit, String simd, int... threads) {
    boolean auto = simd.equals("auto");
    List<String> arguments = new ArrayList<>(List.of(auto ? "10" : "100"));
    Arrays.stream(threads).mapToObj(Integer::toString).forEach(arguments::add);
    List<String> lines =
        ChildJvm.run(
            BitsOfTraining.class,
            List.of("-XX:MaxVectorSize=" + limit, "-Datled.simd=" + simd),
            arguments.toArray(String[]::new));
    assertThat(ChildJvm.value(lines, "width")).isEqualTo(Integer.toString(Math.min(limit, WIDEST)));
    assertThat(ChildJvm.value(lines, "simd")).isEqualTo(Boolean.toString(!simd.equals("off")));
    for (int number : threads) {
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
