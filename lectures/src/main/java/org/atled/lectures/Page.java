package org.atled.lectures;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.atled.formats.json.JsonPlace;
import org.atled.plot.Figure;

/** The gallery's pages as HTML: text is escaped, links are relative, the style stands inside. */
final class Page {
  /** What tells these pages from those of others. */
  static final String GENERATOR = "<meta name=\"generator\" content=\"atled lecture\">";

  private static final String STYLE = resource("page.css");

  private Page() {}

  /**
   * The page of one experiment.
   *
   * @param png whether its figures are there as PNG, too
   */
  static String of(Exhibit exhibit, boolean png) {
    Findings findings = exhibit.findings();
    StringBuilder body = new StringBuilder();
    body.append("<p class=\"back\"><a href=\"../index.html\">All lectures</a></p>\n");
    body.append("<h1>").append(escape(exhibit.experiment().title())).append("</h1>\n");
    for (String sentence : findings.sentences()) {
      body.append("<p>").append(escape(sentence)).append("</p>\n");
    }
    findings.illustrations().forEach(illustration -> body.append(figure(illustration, png)));
    findings.tables().forEach(table -> body.append(table(table)));
    body.append("<footer>\n<p>Seed ")
        .append(exhibit.seed().value())
        .append(". Made by <code>")
        .append(escape(exhibit.command()))
        .append("</code>. All numbers: <a href=\"findings.json\">findings.json</a>.</p>\n")
        .append("</footer>\n");
    return document(exhibit.experiment().title(), body);
  }

  /**
   * The page that leads to the experiments: a row each, with its first figure.
   *
   * @param exhibits as {@link Exhibit#json} describes them
   */
  static String index(List<JsonPlace> exhibits) {
    StringBuilder body = new StringBuilder("<h1>Lectures</h1>\n<ul class=\"gallery\">\n");
    exhibits.forEach(exhibit -> body.append(row(exhibit)));
    body.append("</ul>\n<footer>\n<p>Made by <code>atled lecture</code>.</p>\n</footer>\n");
    return document("Lectures", body);
  }

  private static String row(JsonPlace exhibit) {
    String thumbnail =
        exhibit.list("figures").stream()
            .findFirst()
            .map(first ->
                "<img src=\"%s/%s.svg\" alt=\"%s\">"
                    .formatted(
                        escape(exhibit.string("name")),
                        escape(first.string("file")),
                        escape(first.string("title"))))
            .orElse("");
    return """
    <li>
    <a class="thumbnail" href="%1$s/index.html">%2$s</a>
    <div>
    <h2><a href="%1$s/index.html">%3$s</a></h2>
    <p>%4$s</p>
    <p class="name"><code>%1$s</code></p>
    </div>
    </li>
    """
        .formatted(
            escape(exhibit.string("name")),
            thumbnail,
            escape(exhibit.string("title")),
            escape(exhibit.strings("sentences").getFirst()));
  }

  private static String figure(Findings.Illustration illustration, boolean png) {
    Figure figure = illustration.figure();
    return String.format(
        Locale.ROOT,
        """
        <figure>
        <img src="%1$s.svg" width="%2$d" height="%3$d" alt="%4$s">
        <figcaption>%5$s <span class="files"><a href="%1$s.svg">SVG</a>%6$s</span></figcaption>
        </figure>
        """,
        illustration.file(),
        figure.width(),
        figure.height(),
        escape(figure.title() + ". " + figure.description()),
        escape(illustration.caption()),
        png ? " <a href=\"" + illustration.file() + ".png\">PNG</a>" : "");
  }

  private static String table(Table table) {
    StringBuilder html = new StringBuilder("<div class=\"table\">\n<table>\n<caption>");
    html.append(escape(table.title())).append("</caption>\n<thead>\n<tr>");
    table.header().forEach(cell -> html.append("<th>").append(escape(cell)).append("</th>"));
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      html.append(
          row.stream()
              .map(cell -> "<td>" + escape(cell) + "</td>")
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
    %s</body>
    </html>
    """
        .formatted(GENERATOR, escape(title), STYLE, body);
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
