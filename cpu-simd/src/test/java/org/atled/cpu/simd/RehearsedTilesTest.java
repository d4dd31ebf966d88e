package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A product never needs a tile or a packer that the rehearsal has not run: HotSpot would not have
 * compiled it, and the first products after the switch to vectors would be slow.
 */
class RehearsedTilesTest {
  @ParameterizedTest
  @MethodSource("org.atled.cpu.simd.ChildJvm#widths")
  void noneIsWrittenLater(int width) {
    List<String> lines =
        ChildJvm.run(
            ProductsAfterRehearsal.class,
            List.of("-XX:MaxVectorSize=" + width, "-Xlog:class+load"));
    int rehearsed = lines.indexOf("rehearsed");
    int multiplied = lines.indexOf("multiplied");
    assertThat(tilesAndPackers(lines.subList(0, rehearsed))).hasSizeGreaterThan(30);
    assertThat(tilesAndPackers(lines.subList(rehearsed, multiplied))).isEmpty();
  }

  private static List<String> tilesAndPackers(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches(".*simd\\.(Tile|Packer|Gatherer)\\w*/0x.*"))
        .toList();
  }
}
