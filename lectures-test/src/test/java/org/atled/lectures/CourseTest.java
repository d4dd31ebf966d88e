package org.atled.lectures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final Path SOURCES = Path.of("../lectures/src/main/java/org/atled/lectures");

  @Test
  void eachPlaceIsThatOfALectureAndComesAfterWhatItNeeds() {
    List<String> known = Experiments.all().stream().map(Experiment::name).toList();
    Set<String> before = new HashSet<>();
    Course.lectures()
        .forEach(lecture -> {
          assertThat(known).contains(lecture.name());
          assertThat(before).as("before %s", lecture.name()).containsAll(lecture.needs());
          assertThat(before.add(lecture.name())).as("twice: %s", lecture.name()).isTrue();
        });
    assertThat(known)
        .startsWith(Course.lectures().map(Course.Lecture::name).toArray(String[]::new));
  }

  @Test
  void onlyTheFirstNeedsNothing() {
    assertThat(Course.lectures().filter(lecture -> lecture.needs().isEmpty()))
        .extracting(Course.Lecture::name)
        .containsExactly("housing");
    assertThat(Course.leadsTo("housing")).containsExactly("linear-fails");
    assertThat(Course.needs("nobody knows it")).isEmpty();
  }

  /** The code on a page is the code that ran. */
  @Test
  void eachLectureOfTheCourseHasALessonWhoseCodeStandsInItsSource() throws IOException {
    for (Course.Lecture lecture : Course.lectures().toList()) {
      Lesson lesson = Lesson.of(lecture.name()).orElseThrow(() -> new AssertionError(lecture));
      String source = Files.readString(SOURCES.resolve(lesson.source())).replaceAll("(?m)^ +", "");
      assertThat(source).as(lecture.name()).contains(lesson.code().replaceAll("(?m)^ +", ""));
      assertThat(lesson.question()).as(lecture.name()).endsWith("?");
      assertThat(lesson.answer()).as(lecture.name()).endsWith(".");
    }
  }
}
