package org.atled.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every way into Atled that docs/java.md shows is gone as it is written there. What its first block
 * does, Maven has done before this, with the jars of this build and a repository of its own.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorTest {
  private static final Path FOLDER = Page.ROOT.resolve("consumer-test/target/door");
  private static final String LEARNED = "epoch 10  loss 0.";

  private static Page page;
  private static Newcomer newcomer;

  @BeforeAll
  static void arrives() throws IOException {
    page = Page.read("docs/java.md");
    newcomer = Newcomer.in(FOLDER);
  }

  private static String types(String heading) throws IOException, InterruptedException {
    return newcomer.types(page.block(heading, "sh").code(), "");
  }

  private static String file(String path) throws IOException {
    return Files.readString(FOLDER.resolve(path)).replace("\r\n", "\n");
  }

  @Test
  @Order(1)
  void mavenOnTheModulePath() throws Exception {
    String printed = types("Maven, on the module path");

    assertThat(printed).contains("Tests run: 1, Failures: 0", LEARNED);
    assertThat(page.block("Maven, on the module path", "java").code())
        .isEqualTo(file("hello/src/main/java/com/example/Moons.java"));
    assertThat(Page.read("README.md").in("xml"))
        .singleElement()
        .satisfies(pom -> assertThat(pom.code()).isEqualTo(file("hello/pom.xml")));
  }

  /** README has the first lines of the page, which are typed above and by Maven before. */
  @Test
  void theReadmeBeginsAsThePageDoes() throws IOException {
    List<String> first = new ArrayList<>(page.block("Where the jars come from", "sh").lines());
    first.addAll(page.block("Maven, on the module path", "sh").lines());

    assertThat(Page.read("README.md").in("sh")).extracting(Page.Block::lines).contains(first);
  }

  @Test
  @Order(2)
  void mavenOnTheClassPath() throws Exception {
    String printed = types("Maven, on the class path");

    assertThat(printed).contains("Tests run: 1, Failures: 0", LEARNED);
    String program = file("hello-class-path/src/main/java/com/example/Moons.java");
    assertThat(program).contains(page.block("Maven, on the class path", "java").code());
  }

  @Test
  @Order(3)
  void oneFile() throws Exception {
    assertThat(types("One file, by java")).contains(LEARNED);
    assertThat(page.block("One file, by java", "java").code())
        .isEqualTo(file("hello-file/Main.java"));
  }

  @Test
  @Order(4)
  void javacAndJava() throws Exception {
    assertThat(types("javac and java")).contains(LEARNED);
  }

  @Test
  @Order(5)
  void jshell() throws Exception {
    Page.Block session = page.block("jshell", "text");
    String prompt = "jshell> ";
    String typed =
        session.lines().stream()
            .filter(line -> line.startsWith(prompt))
            .map(line -> line.substring(prompt.length()) + "\n")
            .collect(Collectors.joining());
    List<String> answers = session.lines().stream().filter(line -> line.contains(" ==> ")).toList();

    String printed = newcomer.types(page.block("jshell", "sh").code(), typed);

    assertThat(answers).isNotEmpty();
    assertThat(printed).contains(answers).doesNotContain("Error:");
  }

  @Test
  void everyBlockOfCommandsIsTyped() {
    assertThat(page.in("sh").stream().map(Page.Block::heading))
        .containsExactly(
            "Where the jars come from",
            "Maven, on the module path",
            "Maven, on the class path",
            "One file, by java",
            "javac and java",
            "jshell");
    assertThat(page.in("sh").getFirst().code()).isEqualTo("mvn install -Dmaven.test.skip\n");
  }
}
