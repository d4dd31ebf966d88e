package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, sent to a process of its own. */
@DisabledOnOs(OS.WINDOWS)
class InterruptTest {
  private static final long MOST_SECONDS = 300;

  @TempDir Path folder;

  @Test
  void aMaskTellsWhetherTheSignalIsIgnored() {
    assertThat(ignoresInterrupts(List.of("Name:\tjava", "SigIgn:\t0000000000000006"))).isTrue();
    assertThat(ignoresInterrupts(List.of("SigIgn:\tfffffffffffffffd", "SigCgt:\t2"))).isFalse();
  }

  @Test
  void theFirstSignalEndsTrainingAfterAStepAndSaves() throws Exception {
    Path status = Path.of("/proc/self/status");
    // A process hands that on to all it starts: a shell to what it runs in the background.
    Assumptions.assumeFalse(
        Files.exists(status) && ignoresInterrupts(Files.readAllLines(status)),
        "SIGINT is ignored here, and so in every process that is started from here");
    Path out = folder.resolve("model");
    Process process = train(out);
    List<String> lines;
    // Not in a timeout of the test itself: it interrupts, and a read from a process goes on.
    try (ExecutorService reading = Executors.newSingleThreadExecutor()) {
      Future<List<String>> read = reading.submit(() -> readAndInterrupt(process));
      try {
        lines = read.get(MOST_SECONDS, TimeUnit.SECONDS);
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
      } finally {
        // Ends the read too, as nobody writes then any more.
        process.destroyForcibly();
      }
    }

    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(lines).contains(TrainReport.STOPPING, "saved to " + out);
    assertThat(lines).anyMatch(line -> line.matches("stopped in epoch \\d+ of 100000 after .*"));
    assertThat(Atled.done("eval", out.toString()).out()).startsWith("xor: 1,000 test examples");
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactly(out);
    }
  }

  private static boolean ignoresInterrupts(List<String> status) {
    // Bit n − 1 stands for signal n; SIGINT is 2.
    return status.stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line ->
            (Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16) & 2) != 0);
  }

  /** All that the process says, which is sent the signal in the third epoch. */
  private static List<String> readAndInterrupt(Process process) throws Exception {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.matches("epoch +3/.*")) {
          signal(process, "INT");
        }
      }
    }
    return lines;
  }

  /** This test's own modules, on a JVM of their own; training would take hours. */
  private static Process train(Path out) throws IOException {
    List<String> command = Shell.java(List.of());
    command.addAll(List.of("train", "xor", "--epochs", "100000", "--out", out.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
