package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, sent to a process of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@DisabledOnOs(OS.WINDOWS)
class InterruptTest {
  @TempDir Path folder;

  @Test
  void theFirstSignalEndsTrainingAfterAStepAndSaves() throws Exception {
    Path out = folder.resolve("model");
    Process process = train(out);
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.matches("epoch +3/.*")) {
          signal(process, "INT");
        }
      }
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(lines).contains(TrainReport.STOPPING, "saved to " + out);
    assertThat(lines).anyMatch(line -> line.matches("stopped in epoch \\d+ of 100000 after .*"));
    assertThat(Atled.done("eval", out.toString()).out()).startsWith("xor: 1,000 test examples");
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactly(out);
    }
  }

  /** This test's own modules, on a JVM of their own; training would take hours. */
  private static Process train(Path out) throws IOException {
    String path = System.getProperty("jdk.module.path", "");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        path.isEmpty()
            ? List.of("-cp", System.getProperty("java.class.path"), "org.atled.cli.Main")
            : List.of("-p", path, "-m", "org.atled.cli/org.atled.cli.Main"));
    command.addAll(List.of("train", "xor", "--epochs", "100000", "--out", out.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
