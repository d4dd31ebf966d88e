package org.atled.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks, and what killed processes leave. */
class LockFileTest {
  @TempDir Path folder;

  @Test
  void oneHasItAtATime() {
    Path file = folder.resolve(".run.lock");
    Path run = folder.resolve("run");
    try (LockFile _ = LockFile.of(file, run)) {
      assertThat(file).content().startsWith("process " + ProcessHandle.current().pid() + "\n");
      assertThatThrownBy(() -> LockFile.of(file, run))
          .isInstanceOf(AtledException.class)
          .hasMessage(
              "Cannot write %s: process %d is writing to it; let that end, or choose another path."
                  .formatted(run, ProcessHandle.current().pid()));
    }
    assertThat(folder).isEmptyDirectory();
    try (LockFile again = LockFile.of(file, run)) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void anotherProcessIsRefusedToo() throws Exception {
    Path file = folder.resolve(".run.lock");
    try (LockFile _ = LockFile.of(file, folder)) {
      assertThatThrownBy(() -> LockFile.of(file, folder)).isInstanceOf(AtledException.class);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  String.join(
                      File.pathSeparator,
                      "target/test-classes",
                      System.getProperty("jdk.module.path", ""),
                      System.getProperty("java.class.path")),
                  OtherProcess.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      try (BufferedReader reader = process.inputReader()) {
        assertThat(reader.readAllAsString())
            .isEqualToIgnoringNewLines(
                "Cannot write %s: process %d is writing to it; let that end, or choose another path."
                    .formatted(file, ProcessHandle.current().pid()));
      } finally {
        process.destroyForcibly();
      }
    }
    LockFile.of(file, folder).close();
  }

  /** Says whether it gets a lock. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) {
      try (LockFile _ = LockFile.of(Path.of(args[0]), Path.of(args[0]))) {
        System.out.println("taken");
      } catch (AtledException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void theFileOfAKilledProcessIsTakenOver() throws IOException {
    Path file = Files.writeString(folder.resolve("lock"), "process 1\nof long ago\n");
    LockFile.of(file, folder).close();
    assertThat(file).doesNotExist();
  }

  @Test
  void whatKilledProcessesLeftIsClearedAndNothingElse() throws IOException {
    long here = ProcessHandle.current().pid();
    long gone = Integer.MAX_VALUE; // more than systems give
    Path target = folder.resolve("run");
    Path ours = Files.createDirectory(folder.resolve(".run." + here + "-999999.tmp"));
    Path others = Files.createDirectory(folder.resolve(".run." + gone + "-1.tmp"));
    Files.writeString(others.resolve("model.json"), "{");
    Path foreign = Files.createDirectory(folder.resolve(".walk." + gone + "-1.tmp"));
    Path init = Files.createDirectory(folder.resolve(".run.1-1.tmp")); // process 1 always is
    Path notes = Files.writeString(folder.resolve(".run.notes.tmp"), "mine");
    AtomicFolder at = new AtomicFolder(target, "model.json", Set.of("checkpoints"));

    at.settle();

    assertThat(ours).doesNotExist();
    assertThat(others).doesNotExist();
    assertThat(foreign).exists();
    assertThat(init).exists();
    assertThat(notes).exists();
    Leftovers.clearIn(folder);
    assertThat(foreign).doesNotExist();
  }

  @Test
  void aReplacementThatWasInterruptedIsFinished() throws IOException {
    Path target = folder.resolve("run");
    Path fresh = Files.createDirectory(folder.resolve(".run.new"));
    Path old = Files.createDirectory(folder.resolve(".run.old"));
    Files.writeString(fresh.resolve("model.json"), "new");
    Files.writeString(old.resolve("model.json"), "old");

    new AtomicFolder(target, "model.json").settle();

    assertThat(target.resolve("model.json")).hasContent("new");
    assertThat(fresh).doesNotExist();
    assertThat(old).doesNotExist();
  }

  @Test
  void whatMayBeThereAloneIsReplaced() throws IOException {
    Path target = folder.resolve("run");
    Files.createDirectories(target.resolve("checkpoints"));
    AtomicFolder at = new AtomicFolder(target, "model.json", Set.of("checkpoints"));

    at.checkWritable();
    at.write(Set.of(), fresh -> Files.writeString(fresh.resolve("model.json"), "one"));

    assertThat(target.resolve("checkpoints")).exists();
    assertThatThrownBy(
            () -> {
              Files.delete(target.resolve("model.json"));
              Files.writeString(target.resolve("diary.txt"), "Dear diary");
              at.checkWritable();
            })
        .hasMessageContaining("the folder is not empty and holds no model.json");
  }
}
