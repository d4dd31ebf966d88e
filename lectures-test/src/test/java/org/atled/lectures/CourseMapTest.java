package org.atled.lectures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CourseMapTest {
  private static final Pattern BOX =
      Pattern.compile(
          "data-name=\"([^\"]+)\"><rect x=\"(\\d+)\" y=\"(\\d+)\" width=\"(\\d+)\""
              + " height=\"(\\d+)\"");
  private static final Pattern LINE =
      Pattern.compile("data-from=\"([^\"]+)\" data-to=\"([^\"]+)\" d=\"([^\"]+)\"");
  private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");

  private static final String MAP =
      CourseMap.of(Course.lectures().map(Course.Lecture::name).collect(Collectors.toSet()));

  /** A box, or a line that is level or upright. */
  private record Box(double left, double top, double right, double bottom) {
    static Box between(double[] a, double[] b) {
      assertThat(a[0] == b[0] || a[1] == b[1]).as("level or upright").isTrue();
      return new Box(
          Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
    }

    Box grownBy(double edge) {
      return new Box(left - edge, top - edge, right + edge, bottom + edge);
    }

    boolean contains(Box other) {
      return left <= other.left
          && other.right <= right
          && top <= other.top
          && other.bottom <= bottom;
    }

    boolean meets(Box other) {
      return left <= other.right
          && other.left <= right
          && top <= other.bottom
          && other.top <= bottom;
    }
  }

  /** A part of a line, and the lecture that the line leads from. */
  private record Part(String from, Box line) {
    boolean isLevel() {
      return line.top() == line.bottom();
    }
  }

  private static Map<String, Box> boxes() {
    Map<String, Box> boxes = new HashMap<>();
    BOX.matcher(MAP)
        .results()
        .forEach(box ->
            boxes.put(
                box.group(1),
                new Box(
                    number(box, 2),
                    number(box, 3),
                    number(box, 2) + number(box, 4),
                    number(box, 3) + number(box, 5))));
    return boxes;
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }

  private static List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    LINE.matcher(MAP)
        .results()
        .forEach(found -> {
          String[] points = found.group(3).substring(1).split("L", -1);
          for (int i = 1; i < points.length; i++) {
            Box line = Box.between(point(points[i - 1]), point(points[i]));
            parts.add(new Part(found.group(1), line));
          }
        });
    return parts;
  }

  private static double[] point(String text) {
    String[] numbers = text.split(" ", -1);
    return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
  }

  @Test
  void everyNeedIsALineFromBoxToBox() {
    Map<String, Box> boxes = boxes();
    assertThat(boxes).hasSize((int) Course.lectures().count());
    int needs = Course.lectures().mapToInt(lecture -> lecture.needs().size()).sum();
    List<MatchResult> lines = LINE.matcher(MAP).results().toList();
    assertThat(lines).hasSize(needs);
    for (MatchResult line : lines) {
      String[] points = line.group(3).substring(1).split("L", -1);
      for (int end = 0; end < 2; end++) {
        double[] at = point(points[end * (points.length - 1)]);
        Box box = Objects.requireNonNull(boxes.get(line.group(1 + end)), line.group());
        assertThat(box.grownBy(1).contains(Box.between(at, at))).as(line.group()).isTrue();
      }
    }
  }

  @Test
  void noLineRunsBehindABoxOrBeyondTheEdge() {
    MatchResult size = SIZE.matcher(MAP).results().findFirst().orElseThrow();
    Box whole = new Box(0, 0, number(size, 1), number(size, 2));
    for (Part part : parts()) {
      boxes()
          .forEach((name, box) ->
              assertThat(box.grownBy(-1).meets(part.line()))
                  .as("from %s behind %s", part.from(), name)
                  .isFalse());
      assertThat(whole.contains(part.line())).as("from %s", part.from()).isTrue();
    }
  }

  /** They may cross, but one could not be told from the other where they ran together. */
  @Test
  void linesFromTwoLecturesNeverRunInOneTrack() {
    List<Part> parts = parts();
    for (Part a : parts) {
      for (Part b : parts) {
        if (!a.from().equals(b.from()) && a.isLevel() == b.isLevel()) {
          assertThat(a.line().meets(b.line())).as("%s and %s", a.from(), b.from()).isFalse();
        }
      }
    }
  }

  @Test
  void lecturesThatAreNotThereLeaveNoLines() {
    String some = CourseMap.of(Set.of("housing", "linear-fails", "saliency"));
    assertThat(LINE.matcher(some).results()).hasSize(1);
    assertThat(some).doesNotContain("Depth");
  }
}
