package org.atled.lectures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/ladder.md says what the code says. */
class LadderPageTest {
  private static final Path DOCS = Path.of("").toAbsolutePath().resolveSibling("docs");
  private static final Pattern FILE = Pattern.compile("\\[`([\\w/]+\\.java)`]\\((\\S+)\\)");
  private static final Pattern LINK = Pattern.compile("]\\(([\\w./-]+)\\)");

  /**
   * A piece of Java on the page.
   *
   * @param line where it begins
   * @param above the line before its fence, which names the file
   */
  private record Snippet(int line, String above, String code) {
    @Override
    public String toString() {
      return "line " + line + ", " + above;
    }
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(DOCS.resolve("ladder.md"));
  }

  static Stream<Snippet> snippets() throws IOException {
    List<String> page = page();
    List<Snippet> snippets = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      if (page.get(i).equals("```java")) {
        int end = i + 1 + page.subList(i + 1, page.size()).indexOf("```");
        String code = String.join("\n", page.subList(i + 1, end));
        snippets.add(new Snippet(i + 1, page.get(i - 1), code));
      }
    }
    return snippets.stream();
  }

  /** Runs of white space count as one space. */
  private static String flat(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void aSnippetStandsInTheFileThatIsNamedAboveIt(Snippet snippet) throws IOException {
    Matcher file = FILE.matcher(snippet.above());
    assertThat(file.matches()).as("a link to the file above the fence, %s", snippet).isTrue();
    assertThat(file.group(2)).endsWith("src/main/java/org/atled/lectures/" + file.group(1));

    String source = flat(Files.readString(DOCS.resolve(file.group(2))));
    assertThat(flat(snippet.code())).isNotEmpty();
    assertThat(source.contains(flat(snippet.code())))
        .as("%s has what line %s quotes:%n%s", file.group(1), snippet.line(), snippet.code())
        .isTrue();
  }

  @Test
  void everyRungIsQuoted() throws IOException {
    assertThat(snippets().map(Snippet::above))
        .anyMatch(above -> above.contains("`regression/"))
        .anyMatch(above -> above.contains("`byhand/"))
        .anyMatch(above -> above.contains("`backprop/"))
        .anyMatch(above -> above.contains("`layer/"))
        .anyMatch(above -> above.contains("`scalar/"))
        .anyMatch(above -> above.contains("`tensor/"));
  }

  @Test
  void theExperimentsAreThoseThereAre() throws IOException {
    List<String> rows =
        page().stream()
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
  void linksLeadToFiles() throws IOException {
    Matcher links = LINK.matcher(String.join("\n", page()));
    assertThat(links.results().map(link -> link.group(1)).toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(target -> assertThat(DOCS.resolve(target)).exists());
  }
}
