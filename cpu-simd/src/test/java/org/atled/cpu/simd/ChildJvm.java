package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.atled.core.shape.DType;

/** Runs a main class of these tests in a JVM of its own, with flags of its own. */
final class ChildJvm {
  /** Far more than any child takes, also on a machine under load. */
  private static final long MOST_SECONDS = 900;

  private ChildJvm() {}

  /**
   * The widths of vectors, in bytes, that a child can have on this machine: 16, 32 and 64 at most.
   */
  static IntStream widths() {
    int widest = 4 * VectorType.of(DType.FLOAT32).lanes();
    return IntStream.of(16, 32, 64).map(width -> Math.min(width, widest)).distinct();
  }

  /**
   * Flags with which HotSpot compiles these methods of this package after a few calls, while the
   * caller waits, and says so. Its second compiler waits ten times as long as usual for all others:
   * what vectors are before they are compiled would cost it more than all those methods.
   */
  static List<String> compilingSoon(List<String> methods) {
    List<String> flags = new ArrayList<>();
    flags.add("-XX:CompileCommand=quiet");
    for (String method : methods) {
      String pattern = ChildJvm.class.getPackageName() + "." + method;
      // Of thresholds ten times as high: 25 calls, or three and 75 rounds of a loop.
      flags.add("-XX:CompileCommand=CompileThresholdScaling," + pattern + ",0.0005");
      flags.add("-XX:CompileCommand=BackgroundCompilation," + pattern + ",false");
    }
    flags.add("-XX:Tier4InvocationThreshold=50000");
    flags.add("-XX:Tier4MinInvocationThreshold=6000");
    flags.add("-XX:Tier4CompileThreshold=150000");
    flags.add("-XX:Tier4BackEdgeThreshold=400000");
    flags.add("-XX:+PrintCompilation");
    return flags;
  }

  /** Standard output and error of a JVM that must end well. */
  static List<String> run(Class<?> main, List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"));
    command.addAll(flags);
    if (flags.contains("-Datled.simd=off")) {
      // Only vectors need the second compiler.
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    try {
      // Into a file: reading from a child that neither writes nor ends would take for ever.
      Path output = Files.createTempFile("child", ".txt");
      try {
        return run(command, output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> run(List<String> command, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    List<String> lines = Files.readAllLines(output);
    String whatItSaid = command + System.lineSeparator() + String.join("\n", lines);
    assertThat(ended).as("ends within %d s: %s", MOST_SECONDS, whatItSaid).isTrue();
    assertThat(process.exitValue()).as(whatItSaid).isZero();
    return lines;
  }

  /** What the first line that begins so goes on with. */
  static String value(List<String> lines, String name) {
    List<String> values = values(lines, name);
    assertThat(values).as("lines that begin with %s in %s", name, lines).isNotEmpty();
    return values.getFirst();
  }

  /** What each line that begins so goes on with. */
  static List<String> values(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }
}
