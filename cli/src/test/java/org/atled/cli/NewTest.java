package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code atled new} writes and says; the consumer test builds and runs it. */
class NewTest {
  private static final String PROGRAM = "src/main/java/com/example/Moons.java";
  private static final String TEST = "src/test/java/com/example/MoonsTest.java";

  @TempDir Path temp;

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> walked = Files.walk(folder)) {
      return walked
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void aProjectIsAModule() throws IOException {
    Path folder = temp.resolve("above/hello");

    String said = Atled.done("new", folder.toString()).out();

    assertThat(files(folder))
        .containsExactly(
            ".gitignore",
            "pom.xml",
            "src/main/java/com/example/Moons.java",
            "src/main/java/module-info.java",
            TEST);
    assertThat(Files.readString(folder.resolve("pom.xml")))
        .contains("<modulepath/>", "--module-path", "<artifactId>atled-bom</artifactId>")
        .doesNotContain("@");
    assertThat(Files.readString(folder.resolve(PROGRAM)))
        .contains("import module org.atled.train;");
    assertThat(said.lines().toList())
        .contains("wrote " + folder.resolve("pom.xml"))
        .endsWith(
            "First, once and whenever Atled has changed, in Atled's folder:",
            "  mvn install -Dmaven.test.skip",
            "Then:",
            "  cd " + folder,
            "  mvn test",
            "  mvn compile exec:exec");
  }

  @Test
  void aProjectOnTheClassPathNamesPackages() throws IOException {
    Path folder = temp.resolve("hello");

    Atled.done("new", folder.toString(), "--class-path");

    assertThat(files(folder)).containsExactly(".gitignore", "pom.xml", PROGRAM, TEST);
    assertThat(Files.readString(folder.resolve("pom.xml")))
        .contains("--class-path", "--add-modules=jdk.incubator.vector")
        .doesNotContain("--module");
    assertThat(Files.readString(folder.resolve(PROGRAM)))
        .contains("import org.atled.train.*;")
        .doesNotContain("import module");
  }

  @Test
  void aSingleFileHasTheJarsBesideIt() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("empty"));

    var told = Atled.done("new", folder.toString(), "--single-file", "--json").json();

    assertThat(files(folder))
        .contains("Main.java")
        .anyMatch(file -> file.startsWith("lib/atled-core-"))
        .anyMatch(file -> file.startsWith("lib/atled-train-"))
        .anyMatch(file -> file.startsWith("lib/atled-plot-"))
        .noneMatch(file -> file.contains("picocli") || file.contains("atled-cli"));
    assertThat(told.strings("next"))
        .containsExactly(
            "cd " + folder, "java --module-path lib --add-modules org.atled.train Main.java");
    assertThat(told.strings("files")).containsExactlyInAnyOrderElementsOf(files(folder));
  }

  @Test
  void whatIsThereIsLeftAlone() throws IOException {
    Path note = Files.writeString(temp.resolve("note.txt"), "mine");

    Atled.run("new", temp.toString())
        .failed(
            1,
            "The folder "
                + temp
                + " is not empty (it has note.txt), and nothing in it is to be lost; name a new"
                + " folder, or an empty one.");
    Atled.run("new", note.toString())
        .failed(1, note + " is a file; name a new folder, or an empty one.");
    assertThat(files(temp)).containsExactly("note.txt");
    assertThat(note).hasContent("mine");
  }

  @Test
  void oneKindAtATime() {
    Atled ran = Atled.run("new", temp.toString(), "--class-path", "--single-file");

    ran.failed(
        2,
        "Error: --class-path, --single-file are mutually exclusive (specify only one). See atled"
            + " new --help.");
    assertThat(temp).isEmptyDirectory();
  }
}
