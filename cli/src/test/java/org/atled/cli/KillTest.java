package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.train.EpochReport;
import org.atled.train.SavedModel;
import org.atled.train.SavedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that trains is killed by SIGKILL at random moments and resumed, on other numbers of
 * threads: in the end it has the bits of a run that nobody killed. {@code -Dkills=1000} kills more
 * often.
 */
@DisabledOnOs(OS.WINDOWS)
class KillTest {
  private static final int KILLS = Integer.getInteger("kills", 50);
  private static final int EPOCHS = 4 * KILLS;

  private static final List<String> RECIPE =
      List.of(
          "train",
          "xor",
          "--model",
          "mlp:8",
          "--dropout",
          "0.1",
          "--batch-size",
          "250",
          "--schedule",
          "plateau:1:0.9",
          "--average",
          "ema:0.9",
          "--checkpoint-steps",
          "3");

  private final Draws draws = Seed.of(19).draws();

  @TempDir Path folder;

  private int random(int bound) {
    return draws.below(bound);
  }

  @Test
  void aRunThatWasKilledOftenHasTheBitsOfOneThatWasNot() throws Exception {
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    List<String> recipe = new ArrayList<>(RECIPE);
    recipe.addAll(List.of("--epochs", Integer.toString(EPOCHS), "--out"));
    Atled.done(and(recipe, whole));
    int resumed = 0;
    for (int i = 0; i < KILLS; i++) {
      boolean isBegun = SavedRun.isIn(killed);
      resumed += isBegun ? 1 : 0;
      kill(isBegun ? and(List.of("train", "--resume"), killed) : and(recipe, killed));
    }
    Atled last = Atled.done(and(List.of("train", "--resume"), killed));

    assertThat(last.out()).contains("resumed: ");
    assertThat(resumed).isGreaterThan(KILLS / 2);
    assertThat(Files.readAllBytes(killed.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(whole.resolve("model.safetensors")));
    assertThat(measured(killed)).isEqualTo(measured(whole));
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactlyInAnyOrder(whole, killed);
    }
    try (Stream<Path> all = Files.list(killed.resolve("checkpoints"))) {
      assertThat(all).allMatch(each -> each.toString().endsWith(".ckpt")).hasSizeBetween(2, 3);
    }
  }

  private static String[] and(List<String> words, Path out) {
    return Stream.concat(words.stream(), Stream.of(out.toString())).toArray(String[]::new);
  }

  private static List<EpochReport.Measured> measured(Path out) {
    return SavedModel.history(out).stream()
        .flatMap(report -> Stream.concat(Stream.of(report.train()), report.test().stream()))
        .toList();
  }

  /** Starts a process, and kills it after some epochs and a little, or as it starts. */
  private void kill(String... args) throws IOException, InterruptedException {
    List<String> command =
        Shell.java("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Datled.simd=off");
    command.addAll(List.of(args));
    command.addAll(List.of("--threads", Integer.toString(1 + random(3))));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    boolean isStarting = random(8) == 0;
    int epochs = isStarting ? 0 : 1 + random(7);
    try (BufferedReader reader = process.inputReader()) {
      String line = "";
      while (epochs > 0 && line != null) {
        line = reader.readLine();
        epochs -= line != null && line.startsWith("epoch ") ? 1 : 0;
      }
      // Not to wait for anything: to end at another moment of a step each time.
      LockSupport.parkNanos(random(isStarting ? 500_000_000 : 5_000_000));
      process.destroyForcibly();
      assertThat(process.waitFor()).isIn(0, 137);
    } finally {
      process.destroyForcibly();
    }
  }
}
