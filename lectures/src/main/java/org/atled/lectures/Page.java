package org.atled.lectures;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atled.formats.json.JsonPlace;

/**
 * The gallery's pages as HTML: text is escaped, links are relative, style and script stand inside,
 * and nothing is loaded from elsewhere. Without the script all is there but the search and the
 * keys.
 */
final class Page {
  /** What tells these pages from those of others. */
  static final String GENERATOR = "<meta name=\"generator\" content=\"atled lecture\">";

  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");
  private static final String BEYOND = "Beyond the course";

  private Page() {}

  /**
   * The page of one experiment.
   *
   * @param exhibit as {@link Exhibit#json} describes it
   * @param all that are in the gallery, in the order of the course, this one among them
   * @param png whether its figures are there as PNG, too
   */
  static String of(JsonPlace exhibit, List<JsonPlace> all, boolean png) {
    String name = exhibit.string("name");
    Optional<Lesson> lesson = Lesson.of(name);
    Map<String, String> titles = titles(all);
    StringBuilder body = new StringBuilder();
    body.append(
        """
        <header class="bar">
        <a href="../index.html">All lectures</a>
        <form action="../index.html" role="search">
        <label for="search">Search</label>
        <input type="search" id="search" name="q" autocomplete="off">
        </form>
        </header>
        <main id="main">
        """);
    Course.chapterOf(name)
        .ifPresent(chapter ->
            body.append("<p class=\"chapter\">").append(escape(chapter.title())).append("</p>\n"));
    body.append("<h1>").append(escape(exhibit.string("title"))).append("</h1>\n");
    body.append(links("Builds on", Course.needs(name), titles));
    lesson.ifPresent(l -> body.append(lines("formula", l.formula())));
    for (String sentence : exhibit.strings("sentences")) {
      body.append("<p>").append(escape(sentence)).append("</p>\n");
    }
    exhibit.list("figures").forEach(figure -> body.append(figure(figure, png)));
    exhibit.list("tables").forEach(table -> body.append(table(table)));
    lesson.ifPresent(l -> body.append(code(l)).append(question(l)));
    body.append(links("Leads to", Course.leadsTo(name), titles));
    body.append(beside(name, titles)).append("</main>\n");
    body.append("<footer>\n<p>Seed ")
        .append(exhibit.longValue("seed"))
        .append(". Made by <code>")
        .append(escape(exhibit.string("command")))
        .append("</code>. All numbers: <a href=\"findings.json\">findings.json</a>.</p>\n")
        .append("<p class=\"keys\">Keys: n next, p previous, / search.</p>\n</footer>\n");
    return document(exhibit.string("title"), body);
  }

  /** Titles by the names of experiments. */
  private static Map<String, String> titles(List<JsonPlace> all) {
    Map<String, String> titles = new LinkedHashMap<>();
    all.forEach(exhibit -> titles.put(exhibit.string("name"), exhibit.string("title")));
    return titles;
  }

  /** To those that are there. */
  private static String links(String what, Collection<String> names, Map<String, String> titles) {
    String links =
        names.stream()
            .filter(titles::containsKey)
            .map(name -> link(name, "", titles.getOrDefault(name, name)))
            .collect(Collectors.joining("; "));
    return links.isEmpty() ? "" : "<p class=\"needs\">%s: %s.</p>\n".formatted(what, links);
  }

  private static String link(String name, String more, String text) {
    return "<a href=\"../%s/index.html\"%s>%s</a>".formatted(escape(name), more, escape(text));
  }

  /** The lectures before and after this one. */
  private static String beside(String name, Map<String, String> titles) {
    List<String> names = List.copyOf(titles.keySet());
    int place = names.indexOf(name);
    StringBuilder nav = new StringBuilder();
    if (place > 0) {
      String before = names.get(place - 1);
      nav.append(link(before, " rel=\"prev\"", "← " + titles.get(before))).append('\n');
    }
    if (place + 1 < names.size()) {
      String after = names.get(place + 1);
      nav.append(link(after, " rel=\"next\"", titles.get(after) + " →")).append('\n');
    }
    return nav.isEmpty()
        ? ""
        : "<nav class=\"beside\" aria-label=\"Before and after\">\n" + nav + "</nav>\n";
  }

  private static String lines(String style, String text) {
    return "<p class=\"%s\">%s</p>\n".formatted(style, escape(text).replace("\n", "<br>\n"));
  }

  private static String code(Lesson lesson) {
    return """
    <figure class="code">
    <pre tabindex="0"><code>%s</code></pre>
    <figcaption>From <code>%s</code>.</figcaption>
    </figure>
    """
        .formatted(escape(lesson.code()), escape(lesson.source()));
  }

  private static String question(Lesson lesson) {
    return """
    <section class="question" aria-labelledby="question">
    <h2 id="question">A question</h2>
    <p>%s</p>
    <details><summary>Answer</summary><p>%s</p></details>
    </section>
    """
        .formatted(
            escape(lesson.question()).replace('\n', ' '),
            escape(lesson.answer()).replace('\n', ' '));
  }

  /**
   * The page that leads to the experiments: chapter by chapter a row each, with its first figure, a
   * search, and the map of what needs what.
   *
   * @param exhibits as {@link Exhibit#json} describes them, in the order of the course
   */
  static String index(List<JsonPlace> exhibits) {
    StringBuilder body =
        new StringBuilder(
            """
            <main id="main">
            <h1>Lectures</h1>
            <form class="search" role="search">
            <label for="search">Search titles, findings and questions</label>
            <input type="search" id="search" name="q" autocomplete="off">
            <output for="search" id="found" aria-live="polite"></output>
            </form>
            """);
    Map<String, StringBuilder> chapters = new LinkedHashMap<>();
    for (JsonPlace exhibit : exhibits) {
      String title =
          Course.chapterOf(exhibit.string("name")).map(Course.Chapter::title).orElse(BEYOND);
      chapters.computeIfAbsent(title, t -> new StringBuilder()).append(row(exhibit, title));
    }
    chapters.forEach((title, rows) ->
        body.append("<section class=\"part\">\n<h2>")
            .append(escape(title))
            .append("</h2>\n<ul class=\"gallery\">\n")
            .append(rows)
            .append("</ul>\n</section>\n"));
    body.append(CourseMap.of(Set.copyOf(titles(exhibits).keySet())));
    body.append("</main>\n<footer>\n<p>Made by <code>atled lecture</code>.</p>\n")
        .append(
            "<p class=\"keys\">Keys: / search, Enter opens the first that is found, Esc shows"
                + " all.</p>\n</footer>\n");
    return document("Lectures", body);
  }

  private static String row(JsonPlace exhibit, String chapter) {
    String name = exhibit.string("name");
    String thumbnail =
        exhibit.list("figures").stream()
            .findFirst()
            .map(first ->
                "<img src=\"%s/%s.svg\" alt=\"\" loading=\"lazy\">"
                    .formatted(escape(name), escape(first.string("file"))))
            .orElse("");
    String text =
        Stream.of(
                Stream.of(name, exhibit.string("title"), chapter),
                exhibit.strings("sentences").stream(),
                Lesson.of(name).stream().flatMap(l -> Stream.of(l.formula(), l.question())))
            .flatMap(words -> words)
            .collect(Collectors.joining(" "));
    return """
    <li data-text="%5$s">
    <a class="thumbnail" href="%1$s/index.html" tabindex="-1" aria-hidden="true">%2$s</a>
    <div>
    <h3><a href="%1$s/index.html">%3$s</a></h3>
    <p>%4$s</p>
    <p class="name"><code>%1$s</code></p>
    </div>
    </li>
    """
        .formatted(
            escape(name),
            thumbnail,
            escape(exhibit.string("title")),
            escape(exhibit.strings("sentences").getFirst()),
            escape(text.replace('\n', ' ')));
  }

  private static String figure(JsonPlace figure, boolean png) {
    String file = escape(figure.string("file"));
    return String.format(
        Locale.ROOT,
        """
        <figure>
        <img src="%1$s.svg" width="%2$d" height="%3$d" alt="%4$s">
        <figcaption>%5$s <span class="files"><a href="%1$s.svg">SVG</a>%6$s</span></figcaption>
        </figure>
        """,
        file,
        figure.intValue("width"),
        figure.intValue("height"),
        escape(figure.string("title") + ". " + figure.string("about")),
        escape(figure.string("caption")),
        png ? " <a href=\"" + file + ".png\">PNG</a>" : "");
  }

  private static String table(JsonPlace table) {
    StringBuilder html =
        new StringBuilder("<div class=\"table\" tabindex=\"0\">\n<table>\n<caption>");
    html.append(escape(table.string("title"))).append("</caption>\n<thead>\n<tr>");
    table
        .strings("header")
        .forEach(cell -> html.append("<th>").append(escape(cell)).append("</th>"));
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (JsonPlace row : table.list("rows")) {
      html.append(
          row.items().stream()
              .map(cell -> "<td>" + escape(cell.asString()) + "</td>")
              .collect(Collectors.joining("", "<tr>", "</tr>\n")));
    }
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  private static String document(String title, CharSequence body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    %s
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>
    %s<script>
    %s</script>
    </body>
    </html>
    """
        .formatted(GENERATOR, escape(title), STYLE, body, SCRIPT);
  }

  /** Text as it may stand between tags and inside quotes; no line begins with a percent sign. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace(" %", "\u00a0%");
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
