package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the rows of a problem are cut into parts: evenly, in groups, in time. */
class RowSplitTest {
  @TempDir private Path folder = Path.of("");

  private Table table(String text) {
    return Tables.of(folder, text);
  }

  private Problem problem(String text, String target) {
    return Problem.of(table(text), target, List.of(), Optional.empty());
  }

  private static String rows(int count, IntFunction<String> row) {
    StringBuilder text = new StringBuilder("x,y\n");
    IntStream.range(0, count)
        .forEach(i -> text.append(i).append(',').append(row.apply(i)).append('\n'));
    return text.toString();
  }

  @Test
  void foldsAreEvenInEveryClassAndHoldEachRowOnce() {
    Problem problem = problem(rows(103, i -> i < 60 ? "a" : i < 95 ? "b" : "c"), "y");
    List<int[]> folds = problem.folds(5, Seed.of(3));

    assertThat(folds.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(problem.rows());
    for (int[] fold : folds) {
      assertThat(fold.length).isBetween(20, 21);
      assertThat(Arrays.stream(fold).filter(row -> row < 60).count()).isEqualTo(12);
      assertThat(Arrays.stream(fold).filter(row -> row >= 60 && row < 95).count()).isEqualTo(7);
      assertThat(Arrays.stream(fold).filter(row -> row >= 95).count()).isBetween(1L, 2L);
      assertThat(fold).isSorted();
    }
    assertThat(problem.folds(5, Seed.of(3)).get(2)).isEqualTo(folds.get(2));
    assertThat(problem.folds(5, Seed.of(4)).get(2)).isNotEqualTo(folds.get(2));
  }

  @Test
  void rowsOfAGroupStayTogether() {
    StringBuilder text = new StringBuilder("patient,x,y\n");
    for (int i = 0; i < 103; i++) {
      text.append(i == 50 ? "" : "p" + i * i % 23).append(',').append(i % 9).append(',');
      text.append(i % 2 == 0 ? "a\n" : "b\n");
    }
    Problem problem =
        Problem.of(table(text.toString()), "y", List.of(), Optional.empty()).grouped("patient");
    assertThat(problem.inputs()).extracting(Column::name).containsExactly("x");
    assertThat(problem.unused())
        .extracting(Unused::toString)
        .containsExactly("not used: \"patient\": it tells which rows stay together");
    Column patient = problem.table().column("patient");
    List<int[]> folds = problem.folds(5, Seed.of(3));
    assertThat(folds.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(problem.rows());
    for (int[] fold : folds) {
      assertThat(fold.length).isBetween(17, 27);
      assertThat(fold).isSorted();
      List<String> here = Arrays.stream(fold).mapToObj(patient::text).distinct().toList();
      assertThat(
              folds.stream()
                  .filter(other -> other != fold)
                  .flatMapToInt(Arrays::stream)
                  .mapToObj(patient::text))
          .doesNotContainAnyElementsOf(here);
    }
    assertThat(problem.folds(5, Seed.of(3)).get(2)).isEqualTo(folds.get(2));
    assertThat(problem.folds(5, Seed.of(4)).get(2)).isNotEqualTo(folds.get(2));
    String file = problem.table().file().toString();
    assertThatThrownBy(() -> problem.grouped("y"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(file + ": column \"y\" is the target and cannot tell groups.");
    assertThatThrownBy(() -> problem.grouped("x"))
        .hasMessage(
            file + ": there is no column to learn from beside column \"x\", which tells groups.");
    Problem few = problem("g,x,y\n1,4,2\n1,5,3\n2,6,3\n1,7,1\n1,8,7\n", "y").grouped("g");
    assertThatThrownBy(() -> few.split(Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            few.table().file()
                + ": column \"g\" tells 2 groups, which cannot be cut into 5 parts; take fewer"
                + " parts, or another column.");
  }

  /** One patient has half of the rows, twenty others have five each. */
  @Test
  void theGroupsThatAreKeptAreAFifthAsNearAsMayBe() {
    StringBuilder text = new StringBuilder("patient,x,y\n");
    for (int i = 0; i < 200; i++) {
      text.append(i < 100 ? "p" : "q" + i % 20).append(',').append(i).append(',').append(i);
      text.append(".5\n");
    }
    Problem problem = problem(text.toString(), "y").grouped("patient");
    Set<Integer> firsts = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      Problem.Rows rows = problem.split(Seed.of(seed));
      assertThat(rows.test()).hasSize(25).isEqualTo(problem.split(Seed.of(seed)).test());
      assertThat(rows.train()).hasSize(175);
      firsts.add(rows.test()[0]);
    }
    assertThat(firsts).hasSizeGreaterThan(2);
  }

  @Test
  void theGreatestGroupIsNotAlwaysKept() {
    StringBuilder text = new StringBuilder("patient,x,y\n");
    for (int i = 0; i < 100; i++) {
      text.append(i < 20 ? "p" : "q" + i % 40).append(',').append(i).append(',').append(i);
      text.append(".5\n");
    }
    Problem problem = problem(text.toString(), "y").grouped("patient");
    int kept = 0;
    for (int seed = 0; seed < 20; seed++) {
      kept += problem.split(Seed.of(seed)).test()[0] == 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(1, 12);
  }

  /** Rows of one day stay together, wherever they stand in the file. */
  @Test
  void theLatestRowsAreMeasuredOn() {
    StringBuilder text = new StringBuilder("day,x,y\n");
    for (int i = 0; i < 50; i++) {
      int day = i * 7 % 25 + 1;
      text.append(day).append(".3.2024,").append(i).append(',').append(i * i).append(".5\n");
    }
    Table table = table(text.toString());
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty()).inTime("day");
    Problem.Rows rows = problem.split(Seed.of(1));
    assertThat(rows.test()).hasSize(10);
    assertThat(Arrays.stream(rows.test()).mapToObj(row -> table.column("day").text(row)))
        .containsOnly("21.3.2024", "22.3.2024", "23.3.2024", "24.3.2024", "25.3.2024");
    assertThat(rows.train()).hasSize(40).doesNotContain(rows.test());
    assertThat(problem.split(Seed.of(2)).test()).isEqualTo(rows.test());
    assertThat(problem.inTime("x").split(Seed.of(1)).test())
        .containsExactly(40, 41, 42, 43, 44, 45, 46, 47, 48, 49);
    assertThatThrownBy(() -> problem.folds(3, Seed.of(1)))
        .hasMessage(
            table.file()
                + ": in parts each is measured by what was learned from later rows too; leave"
                + " --folds out beside --time, which measures on the latest rows.");
    assertThatThrownBy(() -> problem.grouped("x").inTime("day"))
        .hasMessage(
            table.file()
                + ": rows cannot be kept in groups and in time; leave --group or --time out.");
  }

  @Test
  void whatTellsNoTimeIsNamed() {
    Table table = table("a,b,c,y\n" + "u,1,3,1.5\nv,,3,2.5\n".repeat(5));
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty());
    assertThatThrownBy(() -> problem.inTime("a").split(Seed.of(0)))
        .hasMessage(
            table.file()
                + ": column \"a\": is neither numbers nor dates, and tells no order of time; name"
                + " another column.");
    assertThatThrownBy(() -> problem.inTime("b").split(Seed.of(0)))
        .hasMessage(
            table.file()
                + ": line 3, column \"b\": \"\" tells no time, by which rows are ordered; mend the"
                + " row, or leave it out.");
    assertThatThrownBy(() -> problem.inTime("c").split(Seed.of(0)))
        .hasMessage(
            table.file()
                + ": column \"c\": has the same in every row, and tells no order of time; leave"
                + " --time out.");
  }

  @Test
  void aColumnThatTellsGroupsMayHoldWhateverItLikes() {
    StringBuilder text = new StringBuilder("patient,again,x,y\n");
    for (int i = 0; i < 60; i++) {
      String patient = i % 30 == 7 ? "x7" : String.valueOf(i % 30);
      text.append(patient).append(',').append(patient).append(',');
      text.append(i * 7 % 60).append(',').append(i).append(".5\n");
    }
    Table table = table(text.toString());
    assertThatThrownBy(() -> Problem.of(table, "y", List.of(), Optional.empty()))
        .hasMessageContaining("x7");

    Problem problem = Problem.of(table, "y", List.of(), Optional.empty(), Optional.of("again"));

    assertThat(problem.inputs()).extracting(Column::name).containsExactly("x");
    assertThat(problem.unused())
        .extracting(Unused::toString)
        .containsExactly(
            "not used: \"again\": it is column \"patient\" again",
            "not used: \"patient\": it is column \"again\" again, which tells which rows stay"
                + " together");
  }

  @Test
  void theSplitKeepsOneRowInFive() {
    Problem.Rows rows = problem(rows(100, i -> i + ".5"), "y").split(Seed.of(0));
    assertThat(rows.train()).hasSize(80).doesNotContain(rows.test());
    assertThat(rows.test()).hasSize(20).isSorted();
  }

  @Test
  void rowsThatAreTooFew() {
    Problem problem = problem("x,y\n1,2.5\n2,3.5\n3,\n4,1.5\n", "y");
    assertThatThrownBy(() -> problem.split(Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            problem.table().file()
                + ": 3 rows with a target are too few; it takes 5: 4 to learn from and 1 to measure"
                + " on.");
    assertThatThrownBy(() -> problem.folds(4, Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            problem.table().file()
                + ": 3 rows with a target cannot be cut into 4 parts; take at least 2 and at most"
                + " as many as there are rows.");
    assertThat(problem.folds(3, Seed.of(0))).hasSize(3);
  }
}
