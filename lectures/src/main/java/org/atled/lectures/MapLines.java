package org.atled.lectures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lines between boxes in rows and columns, of level and upright parts that run in the channels
 * below rows and in the gutters left of columns, never behind a box. The lines from one box are one
 * as far as they go together; those of two boxes have tracks of their own where they would meet.
 */
final class MapLines {
  static final int WIDTH = 140;
  static final int HEIGHT = 28;

  /** Between columns, and left of the first and right of the last. */
  static final int GUTTER = 30;

  /** From one row to the next. */
  static final int STEP = HEIGHT + 36;

  /** Between lines of two boxes in one track. */
  private static final int CLEAR = 10;

  private final Map<String, Box> boxes;
  private final List<Need> needs;

  /** The level parts below each row, and the upright ones left of each column. */
  private final Tracks channels = new Tracks(CLEAR);

  private final Tracks gutters = new Tracks(0);

  /**
   * A box.
   *
   * @param row of all, counted through the chapters
   * @param x of its left edge
   * @param y of its upper edge
   */
  record Box(int column, int row, int x, int y) {
    int bottom() {
      return y + HEIGHT;
    }

    /** Where lines leave. */
    int exit() {
      return x + 3 * WIDTH / 4;
    }

    /** Where the i-th of so many lines arrives: left of where they leave. */
    int entry(int i, int count) {
      return x + WIDTH * (i + 1) / (2 * (count + 1));
    }
  }

  /** That one lecture is needed by another, which comes after it. */
  record Need(String from, String to) {}

  private record Range(int from, int to) {
    static Range of(int a, int b) {
      return new Range(Math.min(a, b), Math.max(a, b));
    }

    Range with(Range other) {
      return new Range(Math.min(from, other.from), Math.max(to, other.to));
    }
  }

  MapLines(Map<String, Box> boxes, List<Need> needs) {
    this.boxes = boxes;
    this.needs = List.copyOf(needs);
    for (Need need : needs) {
      Box a = box(need.from());
      Box b = box(need.to());
      if (areNeighbours(a, b)) {
        continue;
      }
      if (isNear(a, b)) {
        channels.use(a.row(), need.from(), Range.of(a.exit(), entry(need)));
      } else {
        int gutter = gutter(a, b);
        int middle = left(gutter) + GUTTER / 2;
        channels.use(a.row(), need.from(), Range.of(a.exit(), middle));
        gutters.use(gutter, need.from(), Range.of(a.row(), b.row() - 1));
        channels.use(b.row() - 1, need.from(), Range.of(middle, entry(need)));
      }
    }
  }

  /** The lines as an SVG's paths have them. */
  Map<Need, String> paths() {
    Map<Need, String> paths = new LinkedHashMap<>();
    needs.forEach(need -> paths.put(need, path(need)));
    return paths;
  }

  private String path(Need need) {
    Box a = box(need.from());
    Box b = box(need.to());
    if (areNeighbours(a, b)) {
      int middle = a.y() + HEIGHT / 2;
      return "M%d %dL%d %d".formatted(a.x() + WIDTH, middle, b.x(), middle);
    }
    int low = level(a.row(), need.from());
    int into = entry(need);
    int end = a.row() == b.row() ? b.bottom() : b.y();
    String start = "M%d %dL%d %d".formatted(a.exit(), a.bottom(), a.exit(), low);
    if (isNear(a, b)) {
      return start + "L%d %dL%d %d".formatted(into, low, into, end);
    }
    int gutter = gutter(a, b);
    int x = left(gutter) + gutters.place(gutter, need.from(), GUTTER);
    int high = level(b.row() - 1, need.from());
    return start + "L%d %dL%d %dL%d %dL%d %d".formatted(x, low, x, high, into, high, into, end);
  }

  private Box box(String name) {
    return Objects.requireNonNull(boxes.get(name), name);
  }

  private static boolean areNeighbours(Box a, Box b) {
    return a.row() == b.row() && b.column() == a.column() + 1;
  }

  /** Whether one channel leads from one to the other. */
  private static boolean isNear(Box a, Box b) {
    return b.row() - a.row() <= 1;
  }

  /** The gutter beside the second box, on the side of the first. */
  private static int gutter(Box a, Box b) {
    return a.column() > b.column() ? b.column() + 1 : b.column();
  }

  /** Where a gutter begins. */
  private int left(int gutter) {
    Box any = boxes.values().iterator().next();
    return any.x() + (gutter - any.column()) * (WIDTH + GUTTER) - GUTTER;
  }

  /** Where the lines of a box run below a row. */
  private int level(int row, String from) {
    int bottom =
        boxes.values().stream()
            .filter(box -> box.row() == row)
            .mapToInt(Box::bottom)
            .findFirst()
            .orElseThrow();
    return bottom + channels.place(row, from, STEP - HEIGHT);
  }

  /** Where a line arrives, in the order of where all that arrive there come from. */
  private int entry(Need need) {
    Box b = box(need.to());
    List<Need> all =
        needs.stream()
            .filter(other -> other.to().equals(need.to()))
            .filter(other -> !areNeighbours(box(other.from()), b))
            .sorted(Comparator.comparingInt(other -> box(other.from()).column()))
            .toList();
    return b.entry(all.indexOf(need), all.size());
  }

  /** Which of the tracks beside each other the lines of each box run in, by channel. */
  private static final class Tracks {
    private final Map<Integer, Map<String, Range>> used = new HashMap<>();
    private final int clear;

    Tracks(int clear) {
      this.clear = clear;
    }

    void use(int channel, String from, Range range) {
      used.computeIfAbsent(channel, c -> new LinkedHashMap<>()).merge(from, range, Range::with);
    }

    /** How far from the channel's beginning. */
    int place(int channel, String from, int breadth) {
      Map<String, Range> all = used.getOrDefault(channel, Map.of());
      List<String> order = new ArrayList<>(all.keySet());
      order.sort(Comparator.comparingInt(name -> range(all, name).from()));
      List<Integer> ends = new ArrayList<>();
      int own = 0;
      for (String name : order) {
        Range range = range(all, name);
        int track = 0;
        while (track < ends.size() && ends.get(track) + clear >= range.from()) {
          track++;
        }
        if (track == ends.size()) {
          ends.add(range.to());
        } else {
          ends.set(track, range.to());
        }
        own = name.equals(from) ? track : own;
      }
      return breadth * (own + 1) / (ends.size() + 1);
    }

    private static Range range(Map<String, Range> all, String name) {
      return Objects.requireNonNull(all.get(name), name);
    }
  }
}
