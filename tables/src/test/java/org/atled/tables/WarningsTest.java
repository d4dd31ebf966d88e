package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people should know before they trust what is learned. */
class WarningsTest {
  @TempDir private Path folder = Path.of("");

  private List<String> warnings(String text, String target) {
    Table table = Tables.of(folder, text);
    return Problem.of(table, target, List.of(), Optional.empty()).warnings();
  }

  @Test
  void aTargetInOtherWordsIsTold() {
    StringBuilder text = new StringBuilder("x,code,near,status\n");
    for (int i = 0; i < 30; i++) {
      text.append(i % 7).append(".5,").append(i % 3 + 7).append(',');
      text.append(i == 29 ? 0 : i % 3).append(',').append("abc".charAt(i % 3)).append('\n');
    }
    assertThat(warnings(text.toString(), "status"))
        .containsExactly(
            "column \"code\" has a value of its own for each class of the target, in every row: it"
                + " is the target in other words, so that nothing else is learned; leave it out"
                + " with --drop code unless it is known before");
    assertThat(warnings(text.toString().replaceFirst("7,0,a", ",0,a"), "status")).isEmpty();
  }

  @Test
  void aTargetThatIsASumIsTold() {
    StringBuilder text = new StringBuilder("x,casual,registered,same,count\n");
    for (int i = 0; i < 30; i++) {
      int casual = i * 7 % 13;
      int registered = i * 11 % 29;
      text.append(i % 7)
          .append(".5,%d,%d,0,%d\n".formatted(casual, registered, casual + registered));
    }
    assertThat(warnings(text.toString(), "count"))
        .containsExactly(
            "the target is the sum of column \"casual\" and column \"registered\" in every row;"
                + " leave them out with --drop 'casual,registered' unless they are known before");
    assertThat(warnings(text.toString().replaceFirst("0.5,0,0,0,0", "0.5,0,0,0,1"), "count"))
        .isEmpty();
  }

  /** A class that is written in two ways would be two. */
  @Test
  void classesThatDifferInCapitalsAreTold() {
    String text = "x,y\n" + "1,Yes\n2,no\n3,yes\n".repeat(9);
    assertThat(warnings(text, "y"))
        .contains(
            "column \"y\" has texts that differ in capitals alone, and are different categories:"
                + " \"Yes\", \"yes\"; write them alike if they are one");
  }

  /** Whoever always says the same is nearly always right. */
  @Test
  void aClassThatIsNearlyAllIsTold() {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 1000; i++) {
      text.append(i * 7919 % 1000 + 0.5).append(i % 20 == 0 ? ",fraud\n" : ",ok\n");
    }
    assertThat(warnings(text.toString(), "y"))
        .containsExactly(
            "950 of 1,000 rows are of class \"ok\", so that whoever always says so is right in"
                + " 95.0 % of them: look at precision and recall of the others; --class-weights"
                + " balanced lets every class count as much");
    assertThat(warnings(text.toString().replaceAll("[02468].5,ok", "1.5,other"), "y")).isEmpty();
  }

  /** One row is either learned or measured on. */
  @Test
  void classesOfFewerRowsThanPartsAreTold() {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i)
          .append(
              i == 7 ? ".5,rare\n" : i % 10 == 0 ? ".5,few\n" : i % 2 == 0 ? ".5,a\n" : ".5,b\n");
    }
    Problem problem =
        Problem.of(Tables.of(folder, text.toString()), "y", List.of(), Optional.empty());
    assertThat(problem.warnings())
        .containsExactly(
            "class \"rare\" (1) has fewer rows than the 5 parts of which one is measured on: some"
                + " measure nothing of it");
    assertThat(problem.warnings(10))
        .containsExactly(
            "the classes \"few\" (6), \"rare\" (1) have fewer rows than the 10 parts of which one"
                + " is measured on: some measure nothing of it");
    assertThat(problem.warnings(1)).isEmpty();
  }
}
