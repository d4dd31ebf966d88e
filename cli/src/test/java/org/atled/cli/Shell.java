package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs commands as people do, in a folder where {@code ./atled} is this build.
 *
 * @param options of its JVM
 */
record Shell(Path folder, List<String> options) {
  Shell {
    try {
      Path command = Files.writeString(folder.resolve("atled"), launcher(options));
      assertThat(command.toFile().setExecutable(true)).isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String launcher(List<String> options) {
    return "#!/bin/sh\nexec '" + String.join("' '", java(options)) + "' \"$@\"\n";
  }

  /** This test's own modules, on a JVM of their own, which has these options. */
  static List<String> java(List<String> options) {
    String modules = System.getProperty("jdk.module.path", "");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(
        modules.isEmpty()
            ? List.of("-cp", System.getProperty("java.class.path"), "org.atled.cli.Main")
            : List.of("-p", modules, "-m", "org.atled.cli/org.atled.cli.Main"));
    return words;
  }

  /**
   * Runs lines, which must all succeed.
   *
   * @return what they print, with {@code $ATLED_DATA} in the place of that folder, and without what
   *     the JVM says of itself
   */
  List<String> run(List<String> lines) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-e", "-c", String.join("\n", lines))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    String data = Optional.ofNullable(System.getenv("ATLED_DATA")).orElse("$ATLED_DATA");
    return printed
        .replace(data, "$ATLED_DATA")
        .lines()
        .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
        .map(String::stripTrailing)
        .toList();
  }
}
