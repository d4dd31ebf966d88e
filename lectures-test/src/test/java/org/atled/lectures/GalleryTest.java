package org.atled.lectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
  @TempDir Path temporary;

  private static Exhibit exhibit(String name) {
    return Exhibit.of(new Sketch(name), Seed.of(7));
  }

  @Test
  void anExperimentHasAPageWithAllThatItFound() throws IOException {
    Gallery gallery = new Gallery(temporary.resolve("deep/gallery"));

    Gallery.Written written = gallery.write(exhibit("sketch"));

    assertThat(written.page()).isEqualTo(gallery.folder().resolve("sketch/index.html"));
    assertThat(written.page().resolveSibling("halves.svg")).isRegularFile();
    assertThat(written.page().resolveSibling("halves.png").toFile().exists())
        .isEqualTo(written.whyNoPng().isEmpty());
    assertThat(Files.readString(written.page()))
        .contains("<h1>What &lt;sketch&gt; &amp; co. &quot;show&quot;</h1>")
        .contains("<p>Half of 1 is 0.5 &amp; less than 1.</p>")
        .contains("<p>So it is with every seed.</p>")
        .contains("<caption>Halves &lt;all&gt;</caption>")
        .contains("<th>what</th><th>half</th>", "<tr><td>a &lt; b</td><td>1</td></tr>")
        .contains("A line of slope &lt;½&gt;.")
        .contains("Seed 7.", "<code>atled lecture sketch --seed 7</code>")
        .doesNotContain("src=\"http", "href=\"http", "@import", "url(");
  }

  @Test
  void aPercentSignStaysWithItsNumber() {
    assertThat(Page.escape("2 % & more")).isEqualTo("2\u00a0% &amp; more");
  }

  @Test
  void theFindingsAreThereForPrograms() throws IOException {
    Path page = new Gallery(temporary).write(exhibit("sketch")).page();
    String text = Files.readString(page.resolveSibling("findings.json"));

    var json = new JsonPlace(Json.parse(text, "findings"), "findings", "");

    assertThat(json.string("name")).isEqualTo("sketch");
    assertThat(json.intValue("seed")).isEqualTo(7);
    assertThat(json.strings("sentences")).hasSize(2);
    assertThat(json.object("numbers").doubleValue("half")).isEqualTo(0.5);
    assertThat(text).containsPattern("\"unknown\": ?null");
    assertThat(json.list("tables").getFirst().strings("header")).containsExactly("what", "half");
    assertThat(json.list("figures").getFirst().string("file")).isEqualTo("halves");
  }

  @Test
  void everyLinkLeadsSomewhereInsideTheGallery() throws IOException {
    Gallery gallery = new Gallery(temporary);
    gallery.write(exhibit("two"));
    gallery.write(exhibit("one"));
    Path index = gallery.index();

    assertThat(Files.readString(index))
        .containsSubsequence("<code>one</code>", "<code>two</code>")
        .contains(
            "What &lt;one&gt; &amp; co. &quot;show&quot;", "Half of 1 is 0.5 &amp; less than 1.");
    assertThat(links(index))
        .contains("one/index.html", "two/index.html", "one/halves.svg", "two/halves.svg");
    for (Path page : List.of(index, temporary.resolve("one/index.html"))) {
      for (String link : links(page)) {
        assertThat(page.resolveSibling(link).normalize()).exists().startsWith(temporary);
      }
    }
  }

  @Test
  void aPageOfTheCourseHasFormulaCodeAndQuestionAndLeadsToThoseBesideIt() throws IOException {
    Gallery gallery = new Gallery(temporary);
    Path first = gallery.write(exhibit("v-shape")).page();
    assertThat(Files.readString(first))
        .contains("<p class=\"chapter\">From a line to a network</p>")
        .containsSubsequence("class=\"formula\"", "σ(W₁x + b₁)", "sigmoid(); // σ(Wa + b)")
        .containsSubsequence("id=\"question\"", "<details><summary>Answer</summary>")
        .doesNotContain("Builds on", "Leads to", "rel=\"next\">", "rel=\"prev\">");

    Path last = gallery.write(exhibit("activations")).page();
    gallery.write(exhibit("beyond"));

    assertThat(Files.readString(first))
        .contains("Leads to: <a href=\"../activations/index.html\">")
        .contains("<a href=\"../activations/index.html\" rel=\"next\">")
        .doesNotContain("rel=\"prev\">");
    assertThat(Files.readString(last))
        .contains("Builds on: <a href=\"../v-shape/index.html\">")
        .contains("<a href=\"../v-shape/index.html\" rel=\"prev\">")
        .contains("<a href=\"../beyond/index.html\" rel=\"next\">");
    assertThat(Files.readString(gallery.index()))
        .containsSubsequence(
            "<h2>From a line to a network</h2>",
            "v-shape/index.html",
            "activations/index.html",
            "<h2>Beyond the course</h2>",
            "beyond/index.html",
            "What needs what",
            "data-from=\"v-shape\" data-to=\"activations\"");
  }

  /** Without a line between them there is no map. */
  @Test
  void lecturesThatDoNotNeedEachOtherHaveNoMap() throws IOException {
    Gallery gallery = new Gallery(temporary);
    gallery.write(exhibit("v-shape"));
    gallery.write(exhibit("conv"));

    assertThat(Files.readString(gallery.index())).doesNotContain("What needs what");
  }

  @Test
  void theSearchKnowsWhatARowDoesNotShow() throws IOException {
    Gallery gallery = new Gallery(temporary);
    gallery.write(exhibit("conv"));

    assertThat(Files.readString(gallery.index()))
        .contains("type=\"search\"")
        .containsPattern("<li data-text=\"conv [^>]*Images [^>]*So it is with every seed");
  }

  /** Their figures have no size, which a page needs. */
  @Test
  void whatAnEarlierVersionWroteIsLeftAsItIs() throws IOException {
    Gallery gallery = new Gallery(temporary);
    Path old = gallery.write(exhibit("conv")).page();
    Path findings = old.resolveSibling("findings.json");
    Files.writeString(findings, Files.readString(findings).replace("\"width\"", "\"breadth\""));
    Files.writeString(old, "as it was");

    gallery.write(exhibit("lenet"));

    assertThat(old).hasContent("as it was");
    assertThat(Files.readString(gallery.index())).doesNotContain("conv/index.html");
  }

  private static List<String> links(Path page) throws IOException {
    return Pattern.compile("(?:href|src)=\"([^\"]*)\"")
        .matcher(Files.readString(page))
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.equals("#main"))
        .toList();
  }

  @Test
  void anExperimentThatRunsAgainReplacesItsFolder() throws IOException {
    Gallery gallery = new Gallery(temporary);
    Path page = gallery.write(exhibit("sketch")).page();
    Files.writeString(page.resolveSibling("old.svg"), "left from before");

    gallery.write(exhibit("sketch"));

    assertThat(page).exists();
    assertThat(page.resolveSibling("old.svg")).doesNotExist();
  }

  @Test
  void whatIsNotTheGallerysStays() throws IOException {
    Gallery gallery = new Gallery(temporary);
    Path other = Files.createDirectories(temporary.resolve("sketch"));
    Files.writeString(other.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> gallery.checkWritable(new Sketch("sketch")))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot write "
                + other
                + ": the folder is not empty and holds no findings.json, so it is not replaced;"
                + " choose a new or an empty folder.");
    Path index = Files.writeString(temporary.resolve("index.html"), "<h1>My page</h1>");
    assertThatThrownBy(() -> gallery.write(exhibit("other")))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot write "
                + index
                + ": it is there and is no gallery's index, so it is not replaced; choose another"
                + " folder.");
    assertThat(index).hasContent("<h1>My page</h1>");
    assertThat(temporary.resolve("other")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> new Gallery(file.resolve("gallery")).write(exhibit("sketch")))
        .isInstanceOf(AtledException.class)
        .hasMessageStartingWith("Cannot make the folder " + file.resolve("gallery") + ": ");
  }
}
