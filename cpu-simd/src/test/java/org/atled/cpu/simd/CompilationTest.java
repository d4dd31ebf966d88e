package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each of HotSpot's compilers takes every vector loop, tile and packer. If its first compiler
 * refused one at the level that profiles (3), what it made at level 2 could stay for good, a
 * hundred times slower. What the second makes of kernels has the bits of loops without vectors.
 */
class CompilationTest {
  private static final String SKIPPED = "COMPILE SKIPPED";

  private static final List<String> METHODS =
      List.of("Generated*::row", "Tile*::tile", "Packer*::pack", "Gatherer*::gather");

  /** Level, class and size: {@code 3 org.atled.cpu.simd.GeneratedLoop/0x12::row (512 bytes)}. */
  private static final Pattern COMPILED =
      Pattern.compile(
          "([1-4])\\s+(org\\.atled\\.cpu\\.simd\\.\\S+/0x\\S+)::(row|tile|pack|gather) \\(");

  /** What the JVM says when it has a tile or a packer. */
  private static final Pattern LOADED =
      Pattern.compile("(org\\.atled\\.cpu\\.simd\\.(Tile|Packer|Gatherer)\\w+/0x\\S+) source:");

  /** In one JVM, in which code goes from level 3 to level 4. */
  @Test
  void bothCompilersTakeAll(@TempDir Path folder) throws IOException {
    Path loaded = folder.resolve("loaded");
    List<String> flags = new ArrayList<>(ChildJvm.compilingSoon(METHODS));
    flags.add("-Xlog:class+load:file=" + loaded);
    List<String> lines = ChildJvm.run(HotKernels.class, flags);
    assertThat(lines).noneMatch(CompilationTest::isRefused);
    assertThat(Integer.parseInt(ChildJvm.value(lines, "compared"))).isGreaterThan(500);
    assertThat(ChildJvm.values(lines, "differs")).isEmpty();
    Set<String> tilesAndPackers =
        Files.readAllLines(loaded).stream()
            .map(LOADED::matcher)
            .filter(Matcher::find)
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    assertThat(tilesAndPackers).hasSizeGreaterThan(30);
    String classes = ChildJvm.value(lines, "classes");
    // What is compared afterwards has some loops more.
    List<String> hot = lines.subList(0, lines.indexOf("classes " + classes));
    for (String level : List.of("3", "4")) {
      Set<String> compiled = compiled(hot, level);
      assertThat(compiled).as("tiles and packers, level %s", level).containsAll(tilesAndPackers);
      assertThat(compiled.size() - tilesAndPackers.size())
          .as("loops and reducers, level %s", level)
          .isEqualTo(Integer.parseInt(classes));
    }
  }

  private static boolean isRefused(String line) {
    return line.contains(SKIPPED) && !isPutOff(line) && line.contains("org.atled.cpu.simd");
  }

  /** A class that is loaded meanwhile makes HotSpot compile the method once more, later. */
  private static boolean isPutOff(String line) {
    return line.contains(SKIPPED) && line.contains("concurrent class loading");
  }

  /** The classes whose method was compiled at a level, and not put off at last. */
  private static Set<String> compiled(List<String> lines, String level) {
    Set<String> compiled = new HashSet<>();
    for (String line : lines) {
      Matcher m = COMPILED.matcher(line);
      if (m.find() && m.group(1).equals(level)) {
        if (isPutOff(line)) {
          compiled.remove(m.group(2));
        } else {
          compiled.add(m.group(2));
        }
      }
    }
    return compiled;
  }
}
