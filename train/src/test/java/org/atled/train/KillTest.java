package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
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
  private static final int KILLS = Integer.getInteger("kills", 8);

  /** Of four steps each: as many as all processes together take, or some more. */
  private static final int EPOCHS = 2 * KILLS;

  private final Draws draws = Seed.of(19).draws();

  @TempDir Path folder;

  /** How each process begins. */
  private final List<String> java = new ArrayList<>();

  @Test
  void aRunThatWasKilledOftenHasTheBitsOfOneThatWasNot() throws Exception {
    var quiet = new TrainingListener() {};
    Path killed = folder.resolve("killed");
    prepare();
    int resumed = 0;
    for (int i = 0; i < KILLS; i++) {
      resumed += SavedRun.isIn(killed) ? 1 : 0;
      kill(killed);
    }
    SavedRun last = SavedRun.read(killed);

    assertThat(resumed).isGreaterThan(KILLS / 2);
    assertThat(last.damaged()).isEmpty();
    assertThat(KilledRun.train(killed, EPOCHS, quiet))
        .isEqualTo(KilledRun.train(folder.resolve("whole"), EPOCHS, quiet));
    try (Stream<Path> all = Files.list(killed.resolve("checkpoints"))) {
      assertThat(all).allMatch(each -> each.toString().endsWith(".ckpt")).hasSizeBetween(2, 3);
    }
  }

  /** An archive of classes that are ready to run makes each start cheaper by a third. */
  private void prepare() throws IOException, InterruptedException {
    Path archive = folder.resolve("classes.jsa");
    java.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Datled.simd=off",
            "-Datled.compile=off",
            "-cp",
            classes()));
    List<String> first = new ArrayList<>(java);
    first.add("-XX:ArchiveClassesAtExit=" + archive);
    first.addAll(List.of(KilledRun.class.getName(), folder.resolve("first").toString(), "1", "1"));
    Process process =
        new ProcessBuilder(first)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
    if (Files.exists(archive)) {
      java.add("-XX:SharedArchiveFile=" + archive);
    }
  }

  /** Starts a process, and kills it after some steps and a little, or as it starts. */
  private void kill(Path out) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java);
    command.addAll(
        List.of(
            KilledRun.class.getName(),
            out.toString(),
            Integer.toString(EPOCHS),
            Integer.toString(1 + draws.below(3))));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    boolean isStarting = draws.below(8) == 0;
    try (BufferedReader reader = process.inputReader()) {
      int steps = isStarting ? 0 : draws.below(20);
      for (String line = ""; steps > 0 && line != null; steps--) {
        line = reader.readLine();
      }
      // Not to wait for anything: to end within another part of a step each time.
      LockSupport.parkNanos(draws.below(isStarting ? 300_000_000 : 5_000_000));
      process.destroyForcibly();
      assertThat(process.waitFor()).isIn(0, 137);
    } finally {
      process.destroyForcibly();
    }
  }

  /** These tests' own, as a class path of jars: archives know no folders. */
  private String classes() throws IOException {
    String own =
        String.join(
            File.pathSeparator,
            "target/test-classes",
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path"));
    List<String> jars = new ArrayList<>();
    for (String entry : own.split(File.pathSeparator, -1)) {
      boolean isFolder = !entry.isEmpty() && Files.isDirectory(Path.of(entry));
      if (isFolder) {
        jars.add(jar(Path.of(entry), folder.resolve(jars.size() + ".jar")).toString());
      } else if (!entry.isEmpty()) {
        jars.add(entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static Path jar(Path classes, Path to) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(to));
        Stream<Path> all = Files.walk(classes)) {
      jar.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return to;
  }
}
