package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atled.lectures.Experiments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/ladder.md says what the code says. */
class LadderPageTest {
  private static final Path DOCS = Document.PROJECT.resolve("docs");
  private static final Pattern FILE = Pattern.compile("\\[`([\\w/]+\\.java)`]\\((\\S+)\\)");
  private static final Pattern LINK = Pattern.compile("]\\(([\\w./-]+)\\)");

  private static final Document PAGE = Document.read("docs/ladder.md");

  static Stream<Document.Block> snippets() {
    return PAGE.blocks().stream().filter(block -> block.language().equals("java"));
  }

  /** Runs of white space count as one space. */
  private static String flat(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void aSnippetStandsInTheFileThatIsNamedAboveIt(Document.Block snippet) throws IOException {
    Matcher file = FILE.matcher(snippet.above());
    assertThat(file.matches())
        .as("a link to the file above the fence, line %s", snippet.line())
        .isTrue();
    assertThat(file.group(2)).endsWith("src/main/java/org/atled/lectures/" + file.group(1));

    String source = flat(Files.readString(DOCS.resolve(file.group(2))));
    assertThat(flat(String.join("\n", snippet.code()))).isNotEmpty();
    assertThat(source.contains(flat(String.join("\n", snippet.code()))))
        .as(
            "%s has what line %s quotes:%n%s",
            file.group(1), snippet.line(), String.join("\n", snippet.code()))
        .isTrue();
  }

  @Test
  void everyRungIsQuoted() {
    assertThat(snippets().map(Document.Block::above))
        .anyMatch(above -> above.contains("`regression/"))
        .anyMatch(above -> above.contains("`byhand/"))
        .anyMatch(above -> above.contains("`backprop/"))
        .anyMatch(above -> above.contains("`layer/"))
        .anyMatch(above -> above.contains("`scalar/"))
        .anyMatch(above -> above.contains("`tensor/"));
  }

  @Test
  void theExperimentsAreThoseThereAre() {
    List<String> rows =
        PAGE.lines().stream()
            .dropWhile(line -> !line.startsWith("| experiment |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows)
        .isEqualTo(
            Experiments.all().stream()
                .map(e -> "| `" + e.name() + "` | " + e.title() + " |")
                .toList());
  }

  @Test
  void linksLeadToFiles() {
    Matcher links = LINK.matcher(String.join("\n", PAGE.lines()));
    assertThat(links.results().map(link -> link.group(1)).toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(target -> assertThat(DOCS.resolve(target)).exists());
  }
}
