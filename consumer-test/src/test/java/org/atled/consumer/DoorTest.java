package org.atled.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every way into Atled that docs/java.md shows is gone as it is written there: here those by Maven,
 * the others in {@link JdkDoorTest}. What its first block does, Maven has done before this, with
 * the jars of this build and a repository of its own.
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
    newcomer = Newcomer.in(FOLDER, Newcomer.BRIEF);
  }

  @Test
  @Order(1)
  void mavenOnTheModulePath() throws Exception {
    String printed = newcomer.goes(page, "Maven, on the module path");

    assertThat(printed).contains("Tests run: 1, Failures: 0", LEARNED);
    assertThat(page.block("Maven, on the module path", "java").code())
        .isEqualTo(newcomer.file("hello/src/main/java/com/example/Moons.java"));
    assertThat(Page.read("README.md").in("xml"))
        .singleElement()
        .satisfies(pom -> assertThat(pom.code()).isEqualTo(newcomer.file("hello/pom.xml")));
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
    String printed = newcomer.goes(page, "Maven, on the class path");

    assertThat(printed).contains("Tests run: 1, Failures: 0", LEARNED);
    String program = newcomer.file("hello-class-path/src/main/java/com/example/Moons.java");
    assertThat(program).contains(page.block("Maven, on the class path", "java").code());
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
