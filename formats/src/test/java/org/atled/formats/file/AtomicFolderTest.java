package org.atled.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
  @TempDir Path parent;
  private Path target;
  private AtomicFolder folder;

  @BeforeEach
  void nameTheFolder() {
    target = parent.resolve("run");
    folder = new AtomicFolder(target, "model.json");
  }

  @Test
  void makesAndReplacesAFolder() throws IOException {
    assertThat(folder.current()).isEmpty();
    write("one");
    assertThat(folder.current()).contains(target);
    folder.write(
        Set.of(),
        fresh -> {
          Files.writeString(fresh.resolve("model.json"), "two");
          Files.writeString(Files.createDirectory(fresh.resolve("more")).resolve("x"), "x");
          assertThat(target.resolve("model.json")).hasContent("one");
        });
    assertThat(target.resolve("model.json")).hasContent("two");
    assertThat(target.resolve("more/x")).hasContent("x");
    write(Set.of("more"), "three");
    assertThat(target.resolve("more")).doesNotExist();
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void whatOthersPutThereStays() throws IOException {
    write("one");
    Path notes = Files.writeString(target.resolve("notes.txt"), "for the paper");
    Path results = Files.createDirectory(target.resolve("results"));
    Files.writeString(Files.createDirectory(results.resolve("deep")).resolve("a.csv"), "1,2");
    Files.writeString(target.resolve("history.json"), "of one");
    Files.setLastModifiedTime(notes, FileTime.fromMillis(1_000));
    folder.write(
        Set.of("history.json"),
        fresh -> {
          Files.writeString(fresh.resolve("model.json"), "two");
          assertThat(fresh).isDirectoryNotContaining("glob:**/notes.txt");
        });
    assertThat(target.resolve("model.json")).hasContent("two");
    assertThat(notes).hasContent("for the paper");
    assertThat(Files.getLastModifiedTime(notes)).isEqualTo(FileTime.fromMillis(1_000));
    assertThat(results.resolve("deep/a.csv")).hasContent("1,2");
    assertThat(target.resolve("history.json")).doesNotExist();
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void linksAreTakenOverAsLinks() throws IOException {
    write("one");
    Path data = Files.createDirectory(parent.resolve("data"));
    Files.writeString(data.resolve("x"), "x");
    Files.createSymbolicLink(target.resolve("data"), data);
    write("two");
    assertThat(target.resolve("data")).isSymbolicLink();
    assertThat(target.resolve("data/x")).hasContent("x");
    assertThat(data.resolve("x")).hasContent("x");
  }

  @Test
  void newContentWinsOverWhatOthersPutThere() throws IOException {
    write("one");
    Files.writeString(target.resolve("extra"), "old");
    folder.write(
        Set.of(),
        fresh -> {
          Files.writeString(fresh.resolve("model.json"), "two");
          Files.writeString(fresh.resolve("extra"), "new");
        });
    assertThat(target.resolve("extra")).hasContent("new");
  }

  @Test
  void aFailureLeavesWhatOthersPutThere() throws IOException {
    write("one");
    Files.writeString(target.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> folder.write(Set.of(), fresh -> {}))
        .isInstanceOf(AtledException.class);
    assertThat(target.resolve("notes.txt")).hasContent("mine");
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void aFailureLeavesTheOldContentAndNothingElse() throws IOException {
    write("one");
    assertThatThrownBy(() ->
            folder.write(
                Set.of(),
                fresh -> {
                  Files.writeString(fresh.resolve("model.json"), "half");
                  throw new IOException("no space left on device");
                }))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot write " + target + ": no space left on device.");
    assertThatThrownBy(() -> folder.write(Set.of(), fresh -> {}))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot write " + target + ": the content lacks the file model.json.");
    assertThat(target.resolve("model.json")).hasContent("one");
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void aFailingRenameBringsTheOldContentBack() throws IOException {
    write("one");
    // There is no new content, so the second rename fails when the first is done.
    assertThatThrownBy(folder::replace).isInstanceOf(NoSuchFileException.class);
    assertThat(target.resolve("model.json")).hasContent("one");
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void oldContentThatCannotBeDeletedIsNoFailure() throws IOException {
    write("one");
    Path locked = Files.createDirectory(target.resolve("locked"));
    Files.writeString(locked.resolve("x"), "x");
    assumeThat(locked.toFile().setWritable(false) && !Files.isWritable(locked))
        .as("a folder that cannot be written, which an administrator's always can")
        .isTrue();
    write(Set.of("locked"), "two");
    assertThat(target.resolve("model.json")).hasContent("two");
    Path left = parent.resolve(".run.old/locked");
    assertThat(left.toFile().setWritable(true)).isTrue();
    write("three");
    assertThat(target.resolve("model.json")).hasContent("three");
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void afterAKillBetweenTheRenamesTheNewContentIsRead() throws IOException {
    write("old");
    Files.move(target, parent.resolve(".run.old"));
    whole(".run.new", "new");
    assertThat(folder.current()).contains(parent.resolve(".run.new"));
    // A failing write must not lose it, and puts things in order first.
    assertThatThrownBy(() -> folder.write(Set.of(), fresh -> {}))
        .isInstanceOf(AtledException.class);
    assertThat(target.resolve("model.json")).hasContent("new");
    write("newer");
    assertThat(target.resolve("model.json")).hasContent("newer");
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void afterAKillBeforeTheRenamesTheOldContentIsRead() throws IOException {
    write("old");
    whole(".run.new", "new");
    assertThat(folder.current()).contains(target);
    assertThat(target.resolve("model.json")).hasContent("old");
    write("newer");
    assertThat(target.resolve("model.json")).hasContent("newer");
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void afterAKillBeforeTheOldContentWasDeletedTheNewIsRead() throws IOException {
    write("new");
    whole(".run.old", "old");
    assertThat(folder.current()).contains(target);
    write("newer");
    assertThat(target.resolve("model.json")).hasContent("newer");
    assertOnlyTheTargetIsLeft();
  }

  @Test
  void theOldContentIsReadIfNothingElseIsLeft() throws IOException {
    whole(".run.old", "old");
    assertThat(folder.current()).contains(parent.resolve(".run.old"));
    assertThatThrownBy(() -> folder.write(Set.of(), fresh -> {}))
        .isInstanceOf(AtledException.class);
    assertThat(target.resolve("model.json")).hasContent("old");
  }

  @Test
  void doesNotReplaceAFolderOfAnotherKind() throws IOException {
    Files.writeString(Files.createDirectory(target).resolve("thesis.tex"), "");
    assertThatThrownBy(() -> write("new"))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot write "
                + target
                + ": the folder is not empty and holds no model.json, so it is not replaced; choose"
                + " a new or an empty folder.");
    assertThat(target.resolve("thesis.tex")).exists();
    Files.delete(target.resolve("thesis.tex"));
    write("new");
    assertThat(target.resolve("model.json")).hasContent("new");
  }

  @Test
  void namesThePathAndTheWayOut() throws IOException {
    Files.writeString(target, "");
    assertThatThrownBy(() -> write("new"))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot write " + target + ": it exists and is not a folder; choose another path.");
    Path orphan = parent.resolve("missing/run");
    assertThatThrownBy(() -> new AtomicFolder(orphan, "model.json").write(Set.of(), fresh -> {}))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot write "
                + orphan
                + ": "
                + parent.resolve("missing")
                + " does not exist; make the folder first or choose another path.");
  }

  private void write(String content) {
    write(Set.of(), content);
  }

  private void write(Set<String> own, String content) {
    folder.write(own, fresh -> Files.writeString(fresh.resolve("model.json"), content));
  }

  private void whole(String name, String content) throws IOException {
    Files.writeString(Files.createDirectory(parent.resolve(name)).resolve("model.json"), content);
  }

  private void assertOnlyTheTargetIsLeft() throws IOException {
    assertThat(Files.list(parent)).containsExactly(target);
  }
}
