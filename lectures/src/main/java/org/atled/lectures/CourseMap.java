package org.atled.lectures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What needs what, as an SVG inside the index: a band for each chapter, a box for each lecture that
 * leads to its page, and lines from what is needed to what needs it, which {@link MapLines} leads
 * around the boxes.
 */
final class CourseMap {
  private static final int COLUMNS = 4;

  /** Of the titles of chapters, left of the boxes. */
  private static final int TITLES = 122;

  private static final int LINE = 15;
  private static final int EDGE = 4;

  /** Between chapters, beside what is between rows. */
  private static final int APART = 14;

  private CourseMap() {}

  /** Draws those lectures that are there; empty if none of them needs another. */
  static String of(Set<String> there) {
    Map<String, MapLines.Box> boxes = new LinkedHashMap<>();
    StringBuilder titles = new StringBuilder();
    int y = EDGE;
    int row = 0;
    for (Course.Chapter chapter : Course.chapters()) {
      List<String> names =
          chapter.lectures().stream().map(Course.Lecture::name).filter(there::contains).toList();
      if (names.isEmpty()) {
        continue;
      }
      titles.append(title(chapter.title(), y));
      for (int i = 0; i < names.size(); i++) {
        int column = i % COLUMNS;
        int x = TITLES + MapLines.GUTTER + column * (MapLines.WIDTH + MapLines.GUTTER);
        int below = i / COLUMNS;
        boxes.put(
            names.get(i), new MapLines.Box(column, row + below, x, y + below * MapLines.STEP));
      }
      int rows = Math.ceilDiv(names.size(), COLUMNS);
      row += rows;
      y += rows * MapLines.STEP + APART;
    }
    List<MapLines.Need> needs = new ArrayList<>();
    for (String name : boxes.keySet()) {
      for (String need : Course.needs(name)) {
        if (boxes.containsKey(need)) {
          needs.add(new MapLines.Need(need, name));
        }
      }
    }
    if (needs.isEmpty()) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    new MapLines(boxes, needs)
        .paths()
        .forEach((need, path) ->
            lines.append(
                "<path class=\"needs\" data-from=\"%s\" data-to=\"%s\" d=\"%s\"/>\n"
                    .formatted(need.from(), need.to(), path)));
    StringBuilder drawn = new StringBuilder();
    boxes.forEach((name, box) -> drawn.append(box(name, box)));
    int width = TITLES + COLUMNS * (MapLines.WIDTH + MapLines.GUTTER) + MapLines.GUTTER;
    return """
    <section class="map" aria-labelledby="map">
    <h2 id="map">What needs what</h2>
    <p>A line leads from a lecture, right of its middle, to those that build on it. Point at one, or
    go to it by the tab key, and its lines stand out.</p>
    <div class="wide" tabindex="0" role="region" aria-label="The map of the course">
    <svg viewBox="0 0 %d %d" width="%d" height="%d" role="group" aria-label="Lectures by chapter">
    %s%s%s</svg>
    </div>
    </section>
    """
        .formatted(width, y, width, y, lines, titles, drawn);
  }

  /** Left of a chapter's first row, in as many lines as it takes. */
  private static String title(String title, int y) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder();
    int at = y + 13;
    for (String word : title.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + word.length() >= TITLES / 7) {
        text.append(title(line, at));
        line.setLength(0);
        at += LINE;
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return text.append(title(line, at)).toString();
  }

  private static String title(CharSequence line, int y) {
    return "<text class=\"chapter\" x=\"%d\" y=\"%d\">%s</text>\n"
        .formatted(EDGE, y, Page.escape(line.toString()));
  }

  private static String box(String name, MapLines.Box box) {
    return String.format(
        Locale.ROOT,
        """
        <a href="%1$s/index.html" data-name="%1$s"><rect x="%2$d" y="%3$d" width="%4$d" height="%5$d"\
         rx="4"/><text x="%6$d" y="%7$d">%1$s</text></a>
        """,
        Page.escape(name),
        box.x(),
        box.y(),
        MapLines.WIDTH,
        MapLines.HEIGHT,
        box.x() + MapLines.WIDTH / 2,
        box.y() + MapLines.HEIGHT / 2 + 4);
  }
}
