package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.atled.core.shape.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What HotSpot makes of the Vector API's conversions has the bits of Java's casts. */
class CompiledConversionsTest {
  private static final List<String> ROWS = List.of("Generated*::row");

  /** What the second compiler took: {@code 4 org.atled.cpu.simd.GeneratedLoop/0x12::row (…}. */
  private static final Pattern COMPILED =
      Pattern.compile("4\\s+(org\\.atled\\.cpu\\.simd\\.GeneratedLoop/0x\\S+)::row \\(");

  @ParameterizedTest
  @MethodSource("org.atled.cpu.simd.ChildJvm#widths")
  void theBitsOfTheScalarLoop(int width) {
    List<String> flags = new ArrayList<>(ChildJvm.compilingSoon(ROWS));
    flags.add("-XX:MaxVectorSize=" + width);
    List<String> lines = ChildJvm.run(HotConversions.class, flags);
    int widest = 4 * VectorType.of(DType.FLOAT32).lanes();
    assertThat(ChildJvm.value(lines, "width")).isEqualTo(Integer.toString(Math.min(width, widest)));
    Set<String> compiled =
        lines.stream()
            .map(COMPILED::matcher)
            .filter(Matcher::find)
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    assertThat(compiled).hasSize(Integer.parseInt(ChildJvm.value(lines, "vectors")));
    assertThat(ChildJvm.values(lines, "differs")).isEmpty();
  }
}
