package org.atled.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ways into Atled of docs/java.md that need no Maven, gone as they are written there. */
class JdkDoorTest {
  private static final Path FOLDER = Page.ROOT.resolve("consumer-test/target/door-jdk");
  private static final String LEARNED = "epoch 10  loss 0.";

  private static Page page;
  private static Newcomer newcomer;

  @BeforeAll
  static void arrives() throws IOException {
    page = Page.read("docs/java.md");
    newcomer = Newcomer.in(FOLDER, Newcomer.BRIEF);
  }

  @Test
  void oneFile() throws Exception {
    assertThat(newcomer.goes(page, "One file, by java")).contains(LEARNED);
    assertThat(page.block("One file, by java", "java").code())
        .isEqualTo(newcomer.file("hello-file/Main.java"));
  }

  @Test
  void javacAndJava() throws Exception {
    assertThat(newcomer.goes(page, "javac and java")).contains(LEARNED);
  }

  @Test
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
}
