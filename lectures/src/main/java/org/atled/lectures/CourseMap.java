package org.atled.lectures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What needs what, as an SVG inside the index: a band for each chapter, a box for each lecture that
 * leads to its page, and lines from what is needed to what needs it.
 */
final class CourseMap {
  private static final int COLUMNS = 5;
  private static final int WIDTH = 148;
  private static final int HEIGHT = 30;
  private static final int BESIDE = 16;
  private static final int BELOW = 30;
  private static final int TITLE = 26;
  private static final int EDGE = 4;

  private CourseMap() {}

  /** Where a box is, by its upper left corner. */
  private record Place(int x, int y) {
    int centre() {
      return x + WIDTH / 2;
    }

    int bottom() {
      return y + HEIGHT;
    }
  }

  /** Draws those lectures that are there; empty if none of them needs another. */
  static String of(Set<String> there) {
    Map<String, Place> places = new LinkedHashMap<>();
    List<String> titles = new ArrayList<>();
    int y = EDGE;
    for (Course.Chapter chapter : Course.chapters()) {
      List<String> names =
          chapter.lectures().stream().map(Course.Lecture::name).filter(there::contains).toList();
      if (names.isEmpty()) {
        continue;
      }
      titles.add(
          "<text class=\"chapter\" x=\"%d\" y=\"%d\">%s</text>\n"
              .formatted(EDGE, y + TITLE - 12, Page.escape(chapter.title())));
      y += TITLE;
      for (int i = 0; i < names.size(); i++) {
        int x = EDGE + i % COLUMNS * (WIDTH + BESIDE);
        places.put(names.get(i), new Place(x, y + i / COLUMNS * (HEIGHT + BELOW)));
      }
      y += Math.ceilDiv(names.size(), COLUMNS) * (HEIGHT + BELOW);
    }
    StringBuilder edges = new StringBuilder();
    places.forEach((name, place) -> {
      for (String need : Course.needs(name)) {
        Place from = places.get(need);
        if (from != null) {
          edges.append(edge(need, from, name, place));
        }
      }
    });
    if (edges.isEmpty()) {
      return "";
    }
    StringBuilder boxes = new StringBuilder();
    places.forEach((name, place) -> boxes.append(box(name, place)));
    int width = 2 * EDGE + COLUMNS * (WIDTH + BESIDE) - BESIDE;
    return """
    <section class="map" aria-labelledby="map">
    <h2 id="map">What needs what</h2>
    <p>A line leads from a lecture down to those that build on it. Point at one, or go to it by the
    tab key, and its lines stand out.</p>
    <div class="wide" tabindex="0" role="region" aria-label="The map of the course">
    <svg viewBox="0 0 %d %d" width="%d" height="%d" role="group" aria-label="Lectures by chapter">
    %s%s%s</svg>
    </div>
    </section>
    """
        .formatted(width, y, width, y, edges, titles.stream().reduce("", String::concat), boxes);
  }

  private static String edge(String from, Place a, String to, Place b) {
    String path;
    if (a.y() == b.y() && b.x() - a.x() == WIDTH + BESIDE) {
      int middle = a.y() + HEIGHT / 2;
      path = "M%d %dL%d %d".formatted(a.x() + WIDTH, middle, b.x(), middle);
    } else if (a.y() == b.y()) {
      int low = a.bottom() + BELOW / 2;
      path =
          "M%d %dC%d %d %d %d %d %d"
              .formatted(
                  a.centre(), a.bottom(), a.centre(), low, b.centre(), low, b.centre(), b.bottom());
    } else {
      int half = (b.y() - a.bottom()) / 2;
      path =
          "M%d %dC%d %d %d %d %d %d"
              .formatted(
                  a.centre(),
                  a.bottom(),
                  a.centre(),
                  a.bottom() + half,
                  b.centre(),
                  b.y() - half,
                  b.centre(),
                  b.y());
    }
    return "<path class=\"needs\" data-from=\"%s\" data-to=\"%s\" d=\"%s\"/>\n"
        .formatted(from, to, path);
  }

  private static String box(String name, Place place) {
    return String.format(
        Locale.ROOT,
        """
        <a href="%1$s/index.html" data-name="%1$s"><rect x="%2$d" y="%3$d" width="%4$d" height="%5$d"\
         rx="4"/><text x="%6$d" y="%7$d">%1$s</text></a>
        """,
        Page.escape(name),
        place.x(),
        place.y(),
        WIDTH,
        HEIGHT,
        place.centre(),
        place.y() + HEIGHT / 2 + 4);
  }
}
