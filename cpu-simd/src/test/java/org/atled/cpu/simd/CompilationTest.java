package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each of HotSpot's compilers takes every vector loop. If its first compiler refused one at the
 * level that profiles (3), what it made at level 2 could stay for good, a hundred times slower.
 */
class CompilationTest {
  /** Level, class and size: {@code 3 org.atled.cpu.simd.GeneratedLoop/0x12::row (512 bytes)}. */
  private static final Pattern COMPILED =
      Pattern.compile("([1-4])\\s+(org\\.atled\\.cpu\\.simd\\.Generated\\S+)::row \\(");

  private static final String ROWS = "org.atled.cpu.simd.Generated*::row";

  @Test
  void levelTwo() {
    compiles(2, 10);
  }

  @Test
  void levelThree() {
    compiles(3, 10);
  }

  @Test
  void levelFour() {
    compiles(4, 100);
  }

  private static void compiles(int level, int runs) {
    List<String> lines =
        ChildJvm.run(
            HotKernels.class,
            List.of(
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=CompileThresholdScaling," + ROWS + ",0.02",
                "-XX:CompileCommand=BackgroundCompilation," + ROWS + ",false",
                "-XX:TieredStopAtLevel=" + level,
                "-XX:+PrintCompilation"),
            Integer.toString(runs));
    assertThat(lines)
        .noneMatch(line -> line.contains("COMPILE SKIPPED") && line.contains("org.atled.cpu.simd"));
    long compiled =
        lines.stream()
            .map(COMPILED::matcher)
            .filter(m -> m.find() && m.group(1).equals(Integer.toString(level)))
            .map(m -> m.group(2))
            .distinct()
            .count();
    assertThat(compiled).isEqualTo(Long.parseLong(ChildJvm.value(lines, "classes")));
  }
}
