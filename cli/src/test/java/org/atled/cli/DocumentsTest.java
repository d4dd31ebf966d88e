package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What pages show of the command is what it does. A block {@code sh} is run; a block {@code text}
 * under it is what it prints. All blocks of a page run in one folder, in their order. In a comment
 * above a block stands whether it is slow, and what data it needs: {@code <!-- slow, data sklearn
 * -->}; {@code <!-- elsewhere -->} if another module runs it.
 *
 * <p>Slow blocks run with {@code -Ddocuments=all}; {@code -Ddocuments=rewrite} runs all and writes
 * the numbers that they print into the pages; {@code -Ddocuments.page=tables.md} keeps to one.
 */
@DisabledOnOs(OS.WINDOWS)
class DocumentsTest {
  /**
   * Performance and accuracy are measured by their own commands, which they name; the ways into
   * Atled from Java are gone by consumer-test.
   */
  private static final List<String> ELSEWHERE =
      List.of("docs/performance.md", "docs/accuracy.md", "docs/java.md");

  private static final String ASKED = System.getProperty("documents", "quick");
  private static final String PAGE = System.getProperty("documents.page", "");

  /**
   * Quick commands end before HotSpot's second compiler, which would take most of their time, has
   * made anything faster.
   */
  private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Pattern COMMENT =
      Pattern.compile("<!-- (elsewhere|(slow)?(, )?(data ([\\w, -]+))?) -->");

  /**
   * What the JVM that commands share cannot do, as they run one after the other in its folder and
   * its environment, and read nothing: {@code &}, input from a pipe or a file, cd, variables.
   */
  private static final Pattern NOT_SHARED =
      Pattern.compile(
          String.join(
              "|",
              "(?<![&>])&(?![&>])",
              "\\|[^|\n]*\\./atled",
              "<[^\n]*\\./atled|\\./atled[^\n]*<",
              "(^|[;&|({]|\\b(do|then|else)\\b) *(cd|export) ",
              "\\b\\w+=[^\n;&|]* \\./atled"),
          Pattern.MULTILINE);

  @TempDir Path folder;

  private final List<Shell> shells = new ArrayList<>();

  /**
   * Commands, and what they print.
   *
   * @param data folders of {@code ATLED_DATA} that they need
   */
  private record Session(
      Document.Block commands, Optional<Document.Block> output, boolean slow, List<String> data) {

    boolean needsItsOwnJvms() {
      String lines = String.join("\n", commands.code()).replace("\\\n", " ");
      return NOT_SHARED.matcher(lines).find();
    }
  }

  private static List<Document> documents() throws IOException {
    try (Stream<Path> pages = Files.list(Document.PROJECT.resolve("docs"))) {
      List<String> names =
          new ArrayList<>(
              pages
                  .map(page -> "docs/" + page.getFileName())
                  .filter(name -> name.endsWith(".md"))
                  .sorted()
                  .toList());
      names.add("README.md");
      names.removeAll(ELSEWHERE);
      names.removeIf(name -> !name.contains(PAGE));
      return names.stream().map(Document::read).toList();
    }
  }

  private static List<Session> sessions(Document document) {
    List<Document.Block> blocks = document.blocks();
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Document.Block block = blocks.get(i);
      if (block.language().equals("sh") && !block.above().equals("<!-- elsewhere -->")) {
        Optional<Document.Block> output =
            Optional.of(i + 1)
                .filter(next -> next < blocks.size())
                .map(blocks::get)
                .filter(next -> next.language().equals("text") && next.above().equals("```"));
        Matcher comment = COMMENT.matcher(block.above());
        boolean told = comment.matches();
        boolean data = told && comment.group(5) != null;
        sessions.add(
            new Session(
                block,
                output,
                told && comment.group(2) != null,
                data ? Arrays.asList(comment.group(5).split(", ")) : List.of()));
      }
    }
    return sessions;
  }

  @TestFactory
  Stream<DynamicNode> whatIsShownIsPrinted() throws IOException {
    return documents().stream()
        .map(document -> DynamicContainer.dynamicContainer(document.toString(), tests(document)));
  }

  /** Of a page, whose quick commands share a JVM: to start is most of what they take. */
  private Stream<DynamicTest> tests(Document document) {
    List<Session> sessions = sessions(document);
    if (sessions.isEmpty()) {
      return Stream.of();
    }
    try {
      Path place = Files.createDirectories(folder.resolve(document.toString()));
      boolean quick = ASKED.equals("quick");
      Shell apart = Shell.ofProcesses(place, quick ? QUICK : List.of());
      boolean shared =
          quick && CommandServer.isPossible() && !sessions.stream().allMatch(Session::slow);
      Shell shell = shared ? Shell.ofOneProcess(place, QUICK) : apart;
      shells.add(shell);
      return sessions.stream()
          .map(session ->
              DynamicTest.dynamicTest(
                  "line " + session.commands().line(),
                  () -> check(document, session, session.needsItsOwnJvms() ? apart : shell)));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void endShells() {
    shells.forEach(Shell::close);
  }

  private static void check(Document document, Session session, Shell shell) throws Exception {
    Assumptions.assumeTrue(
        !session.slow() || !ASKED.equals("quick"), "slow; -Ddocuments=all runs it");
    for (String name : session.data()) {
      String data = System.getenv("ATLED_DATA");
      Assumptions.assumeTrue(
          data != null && Files.isDirectory(Path.of(data, name)), "needs ATLED_DATA with " + name);
    }
    List<String> printed = shell.run(session.commands().code());
    if (session.output().isPresent()) {
      Document.Block output = session.output().get();
      Transcript shown = new Transcript(output.code());
      if (shown.of(printed, Transcript::withoutTimes).isPresent()) {
        return;
      }
      Optional<List<String>> now = shown.of(printed, Transcript::withoutNumbers);
      assertThat(ASKED.equals("rewrite") && now.isPresent())
          .as(
              "%s shows from line %s%n%s%nbut printed is%n%s%n-Ddocuments=rewrite writes other"
                  + " numbers",
              document, output.line(), String.join("\n", output.code()), String.join("\n", printed))
          .isTrue();
      List<String> lines = new ArrayList<>(Files.readAllLines(document.file()));
      for (int i = 0; i < output.code().size(); i++) {
        lines.set(output.line() + i, now.orElseThrow().get(i));
      }
      Files.writeString(document.file(), String.join("\n", lines) + "\n");
    }
  }

  /** So that no command escapes. */
  @Test
  void everyCommandStandsInABlockThatIsRun() throws IOException {
    for (Document document : documents()) {
      for (Document.Block block : document.blocks()) {
        if (!block.language().equals("sh")) {
          assertThat(block.code())
              .as("%s, line %s: commands of a block sh", document, block.line())
              .noneMatch(line -> line.startsWith("./atled"));
        }
      }
      assertThat(document.blocks().stream().map(Document.Block::above))
          .as("%s: <!-- slow, data NAME -->", document)
          .filteredOn(above -> above.startsWith("<!--"))
          .allMatch(above -> COMMENT.matcher(above).matches());
    }
  }

  @Test
  void whatIsLeftOutMayBeAnything() {
    Transcript shown = new Transcript(List.of("a 1", "…", "b 2  0:03", "…"));
    List<String> same = List.of("a 1", "x", "y", "b 2  1:10", "z");

    assertThat(shown.of(same, Transcript::withoutTimes))
        .contains(List.of("a 1", "…", "b 2  1:10", "…"));
    assertThat(shown.of(List.of("a 1", "b 2  0:00"), Transcript::withoutTimes)).isPresent();
    List<String> other = List.of("a 7.5", "x", "b 12,000.5 0:00");
    assertThat(shown.of(other, Transcript::withoutTimes)).isEmpty();
    assertThat(shown.of(other, Transcript::withoutNumbers))
        .contains(List.of("a 7.5", "…", "b 12,000.5 0:00", "…"));
    assertThat(shown.of(List.of("a 1", "x"), Transcript::withoutNumbers)).isEmpty();
    assertThat(new Transcript(List.of("a")).of(List.of("a", "b"), line -> line)).isEmpty();
  }
}
