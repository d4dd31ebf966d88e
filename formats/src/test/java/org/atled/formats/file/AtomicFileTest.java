package org.atled.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeTheOldContent() throws IOException {
    file = folder.resolve("model.json");
    Files.writeString(file, "old");
  }

  @Test
  void makesAndReplacesAFile() throws IOException {
    AtomicFile.write(file, "new".getBytes(StandardCharsets.UTF_8));
    assertThat(file).hasContent("new");
    AtomicFile.write(folder.resolve("other"), new byte[100_000]);
    assertThat(folder.resolve("other")).hasSize(100_000);
    assertThat(Files.list(folder)).hasSize(2);
  }

  @Test
  void theOldContentStandsWhileTheNewIsWritten() {
    AtomicFile.write(
        file,
        out -> {
          out.write("new".getBytes(StandardCharsets.UTF_8));
          out.flush();
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new");
  }

  @Test
  void aFailureLeavesTheOldContentAndNothingElse() throws IOException {
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(new byte[100_000]);
                  throw new IOException("no space left on device");
                }))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot write " + file + ": no space left on device.");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  throw new IllegalStateException("bug");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(Files.list(folder)).containsExactly(file);
  }

  @Test
  void namesThePathAndTheWayOut() {
    Path orphan = folder.resolve("missing/model.json");
    refuses(
        orphan,
        folder.resolve("missing")
            + " does not exist; make the folder first or choose another path.");
    refuses(
        file.resolve("model.json"),
        file + " is not a folder; make the folder first or choose another path.");
    refuses(folder, "it is a folder; choose the path of a file.");
  }

  @Test
  void refusesAReadOnlyFileAndAReadOnlyFolder() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "no permissions here");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    refuses(file, "it is read-only; give it write permission or choose another path.");
    assertThat(file).hasContent("old");
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    refuses(
        locked.resolve("a"),
        locked + " is read-only; give it write permission or choose another path.");
  }

  @Test
  void aSymbolicLinkStaysOne() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("latest"), file);
    AtomicFile.write(link, "new".getBytes(StandardCharsets.UTF_8));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  private static void refuses(Path path, String reason) {
    assertThatThrownBy(() -> AtomicFile.write(path, new byte[1]))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot write " + path + ": " + reason);
  }
}
