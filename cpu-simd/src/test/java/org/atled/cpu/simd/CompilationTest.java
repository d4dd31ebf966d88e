package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each of HotSpot's compilers takes every vector loop. If its first compiler refused one at the
 * level that profiles (3), what it made at level 2 could stay for good, a hundred times slower.
 */
class CompilationTest {
  /** Number, flags, level and method: {@code 512 3 org.atled.cpu.simd.GeneratedLoop…::row (…}. */
  private static final Pattern COMPILED =
      Pattern.compile("\\s+([1-4])\\s+(org\\.atled\\.cpu\\.simd\\.Generated\\S+::row) \\(");

  @Test
  void levelTwo() {
    compiles(2, 40);
  }

  @Test
  void levelThree() {
    compiles(3, 40);
  }

  @Test
  void levelFour() {
    compiles(4, 400);
  }

  private static void compiles(int level, int runs) {
    List<String> lines =
        ChildJvm.run(
            HotKernels.class,
            List.of(
                "-Xbatch",
                "-XX:CompileThresholdScaling=0.05",
                "-XX:TieredStopAtLevel=" + level,
                "-XX:+PrintCompilation"),
            Integer.toString(runs));
    assertThat(lines)
        .noneMatch(line -> line.contains("COMPILE SKIPPED") && line.contains("org.atled.cpu.simd"));
    long compiled =
        lines.stream()
            .map(COMPILED::matcher)
            .filter(m -> m.find() && m.group(1).equals(Integer.toString(level)))
            .map(Matcher::group)
            .distinct()
            .count();
    assertThat(compiled).isEqualTo(Long.parseLong(ChildJvm.value(lines, "classes")));
  }
}
