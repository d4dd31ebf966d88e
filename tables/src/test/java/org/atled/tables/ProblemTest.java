package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen in a table. */
class ProblemTest {
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
  void textIsClassesAndNumbersAreNumbers() {
    Problem text = problem(rows(10, i -> i % 2 == 0 ? "no" : "yes"), "y");
    assertThat(text.kind()).isEqualTo(Kind.CLASSIFICATION);
    assertThat(text.why()).isEqualTo("the target is text");
    assertThat(text.inputs()).extracting(Column::name).containsExactly("x");

    Problem numbers = problem(rows(10, i -> i + ".5"), "y");
    assertThat(numbers.kind()).isEqualTo(Kind.REGRESSION);
    assertThat(numbers.why()).isEqualTo("the target is numbers");
  }

  @Test
  void aStarStandsForAnyPartOfAName() {
    Table table = table("p1,p22,q*,p3y,y\n1,9,3,4,5\n2,8,3.5,1,6\n3,1,2.5,7,9\n");
    assertThat(Problem.of(table, "y", List.of("p*2,#2"), Optional.empty()).inputs())
        .extracting(Column::name)
        .containsExactly("p1", "p3y");
    assertThat(Problem.of(table, "p*", List.of(), Optional.empty()).targets())
        .extracting(Column::name)
        .containsExactly("p1", "p22", "p3y");
    // A name that has a star is that column.
    assertThat(Problem.of(table, "y", List.of("q*"), Optional.empty()).inputs())
        .extracting(Column::name)
        .containsExactly("p1", "p22", "p3y");
    assertThatThrownBy(() -> Problem.of(table, "y", List.of("z*"), Optional.empty()))
        .isInstanceOf(ArgumentException.class)
        .hasMessageEndingWith(": no column is called like \"z*\"; there are: p1, p22, q*, p3y, y.");
  }

  @Test
  void fewWholeNumbersAreClasses() {
    Problem few = problem(rows(80, i -> i % 20 + ".0"), "y");
    assertThat(few.kind()).isEqualTo(Kind.CLASSIFICATION);
    assertThat(few.why()).isEqualTo("the target has 20 different whole numbers");
    assertThat(problem(rows(79, i -> i % 20 + ""), "y").kind()).isEqualTo(Kind.REGRESSION);
    assertThat(problem(rows(84, i -> i % 21 + ""), "y").kind()).isEqualTo(Kind.REGRESSION);
    assertThat(problem(rows(80, i -> i % 2 + ".5"), "y").kind()).isEqualTo(Kind.REGRESSION);
  }

  @Test
  void theUserKnowsBetter() {
    Table table = table(rows(80, i -> i % 20 + ""));
    Problem said = Problem.of(table, "y", List.of(), Optional.of(Kind.REGRESSION));
    assertThat(said.kind()).isEqualTo(Kind.REGRESSION);
    assertThat(said.why()).isEqualTo("as you say");
  }

  @Test
  void columnsAreDropped() {
    Table table = table("id,a,b,y\n1,2,3,4\n5,6,7,8\n");
    assertThat(Problem.of(table, "y", List.of("id", "2"), Optional.empty()).inputs())
        .extracting(Column::name)
        .containsExactly("a");
    assertThatThrownBy(() -> Problem.of(table, "y", List.of("y"), Optional.empty()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(table.file() + ": column \"y\" is the target and cannot be dropped.");
    assertThatThrownBy(() -> Problem.of(table, "y", List.of("id", "a", "b"), Optional.empty()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            table.file()
                + ": there is no column to learn from beside the target; is the separator a comma?"
                + " If not, name it with --separator.");
  }

  @Test
  void aTargetWithoutAnyValue() {
    Table table = table("a,b,y\n1,,4\n5,NA,8\n");
    assertThatThrownBy(() -> Problem.of(table, "b", List.of(), Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessage(table.file() + ": column \"b\": every value is missing; take another target.");
  }

  @Test
  void namesMayHaveCommasAndQuotes() {
    Table table = table("a,\"b, c\",\"say \"\"x\"\"\",d,y\n1,2,3,4,4\n5,6,7,9,8\n");
    for (String drop :
        List.of("a,b, c,say \"x\"", "\"b, c\", a,#2", "say \"x\",a,-4", "#0,#1,#2")) {
      assertThat(Problem.of(table, "y", List.of(drop), Optional.empty()).inputs())
          .as(drop)
          .extracting(Column::name)
          .containsExactly("d");
    }
    assertThatThrownBy(() -> Problem.of(table, "y", List.of("a,e, c"), Optional.empty()))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("there is no column \"e\".");
  }

  @Test
  void anIndexAndACopyAreNotLearnedFrom() {
    Table table = table(",a,b,c,y\n0,1,1.0,x,2\n1,?,,x,3\n2,4,4,z,5\n");
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty());
    assertThat(problem.inputs()).extracting(Column::name).containsExactly("a", "c");
    assertThat(Unused.lines(problem.unused()))
        .containsExactly(
            "not used: \"#0\": it has no name and tells rows apart, as the index of a data frame"
                + " does; give it a name in the file to learn from it",
            "not used: \"b\": it is column \"a\" again");
  }

  @Test
  void infinityMattersWhereItIsUsed() {
    Table table = table("a,b c,d,y\n1,2,0,3\n3,-1e999,9,4\ninf,5,2,6\n");
    assertThatThrownBy(() -> Problem.of(table, "y", List.of(), Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            table.file()
                + ": line 4, column \"a\": inf is infinite, or beyond the range of a number"
                + " (1.8e308); mend it, say --missing inf to have it filled, or leave the column"
                + " out with --drop a. So it is with b c.");
    assertThatThrownBy(() -> Problem.of(table, "y", List.of("a"), Optional.empty()))
        .hasMessageContaining("leave the column out with --drop 'b c'.");
    assertThat(Problem.of(table, "y", List.of("a,b c"), Optional.empty()).inputs()).hasSize(1);
    assertThatThrownBy(() -> Problem.of(table, "a", List.of(), Optional.empty()))
        .hasMessageEndingWith("(1.8e308); mend it, or say --missing inf to leave the row out.");
  }

  /** It says nothing, and is not used. */
  @Test
  void nothingButInfinityIsNotUsed() {
    Table table = table("a,b,y\n1,inf,3\n3,inf,4\n2,,6\n");
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty());
    assertThat(Preparation.fit(problem, table.allRows()).unused())
        .extracting(Unused::toString)
        .containsExactly("not used: \"b\": it has inf wherever it has a value");
    assertThat(Inspection.of(table).wrong()).isEmpty();
  }

  @Test
  void oneWordAmongNumbersIsNamedByItsLine() {
    Table table = table(rows(60, i -> i == 40 ? "n.b." : i + ".5"));
    assertThatThrownBy(() -> Problem.of(table, "y", List.of(), Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            table.file()
                + ": line 42, column \"y\": \"n.b.\" is no number, but 59 of 60 values are; mend"
                + " it, say --missing n.b. to leave the row out, or, if these are classes, --task"
                + " classification.");
    assertThatThrownBy(() -> Problem.of(table, "x", List.of(), Optional.empty()))
        .hasMessage(
            table.file()
                + ": line 42, column \"y\": \"n.b.\" is no number, but 59 of 60 values are; mend"
                + " it, say --missing n.b. to have it filled, keep the column as text with --text"
                + " y, or leave it out with --drop y.");
    String text = rows(60, i -> i == 40 ? "3a" : i % 7 + "");
    assertThat(problem(text, "x").warnings())
        .containsExactly(
            "column \"y\" is taken for categories: line 42, \"3a\" is no number, but 59 of 60"
                + " values are; if it stands for no value, say --missing 3a");
    assertThat(problem(text, "y").warnings())
        .containsExactly(
            "classes are learned though the target is numbers but for a word: line 42, \"3a\" is no"
                + " number, but 59 of 60 values are; if it stands for no value, say --missing 3a,"
                + " if it is a class, --task classification");
    assertThat(Problem.of(table(text), "y", List.of(), Optional.of(Kind.CLASSIFICATION)).warnings())
        .isEmpty();
  }

  @Test
  void aWordForNothingIsNoOddWord() {
    IntFunction<String> some = i -> i % 20 < 17 ? "none" : i % 20 == 18 ? "blue" : i % 7 + "";
    assertThat(problem(rows(100, some), "x").warnings()).isEmpty();
    assertThat(problem(rows(100, some), "y").warnings()).isEmpty();
    assertThat(Inspection.of(table(rows(100, some))).wrong()).isEmpty();
    IntFunction<String> mostly = i -> i == 3 ? "none" : i == 40 ? "3a" : i % 7 + "";
    assertThat(problem(rows(100, mostly), "x").warnings())
        .containsExactly(
            "column \"y\" is taken for categories: line 42, \"3a\" is no number, but 98 of 99"
                + " values are; if it stands for no value, say --missing 3a");
    IntFunction<String> codes = i -> i % 10 == 0 ? "K1A" : "0" + (2000 + i);
    assertThat(problem(rows(60, codes), "x").warnings()).isEmpty();
    IntFunction<String> gaps = i -> i % 3 > 0 ? "-" : i == 30 ? "n.b." : i + ".5";
    assertThatThrownBy(() -> problem(rows(100, gaps), "x"))
        .hasMessageContaining("line 32, column \"y\": \"n.b.\" is no number, but 33 of 34 values");
  }

  @Test
  void nearlyAsManyClassesAsRowsAreWarnedOf() {
    assertThat(problem(rows(60, i -> "k" + i % 30), "y").warnings())
        .containsExactly(
            "the target has 30 classes in 60 rows, such as \"k0\": too few rows of each to learn;"
                + " if they are numbers, mend what makes them text");
    assertThat(problem(rows(60, i -> "k" + i % 3), "y").warnings()).isEmpty();
    assertThat(problem("x,z,y\n1,1,2\n2,1,4\n".replace("y", "x"), "x").warnings()).isEmpty();
  }

  @Test
  void aCopyOfTheTargetIsWarnedOf() {
    assertThat(problem("x,z,y\n1,1.5,1.50\n2,2.5,2.5\n", "y").warnings())
        .containsExactly(
            "column \"z\" is the target again, so that nothing else is learned; leave it out with"
                + " --drop z unless it is known before");
  }

  @Test
  void anIdentifierIsWarnedOf() {
    String text = rows(30, i -> i % 3 + ".5");
    assertThat(problem(text.replace("x,y", "cust_id,y"), "y").warnings())
        .containsExactly(
            "column \"cust_id\" has another number in every row, as an identifier has; leave it out"
                + " with --drop cust_id unless its size tells something");
    assertThat(problem(text, "y").warnings()).isEmpty();
  }

  @Test
  void minusZeroIsZero() {
    Problem problem = problem(rows(60, i -> List.of("-0.0", "0", "1.0", "1").get(i % 4)), "y");
    assertThat(problem.why()).isEqualTo("the target has 2 different whole numbers");
    assertThat(Target.Classes.of(problem.table(), problem.target()).classes())
        .containsExactly("0", "1");
    Problem text = problem(rows(60, i -> List.of("1.0", "1", "01", "b").get(i % 4)), "y");
    assertThat(Target.Classes.of(text.table(), text.target()).classes())
        .containsExactly("01", "1", "b");
  }

  @Test
  void aRegressionOfTexts() {
    Table table = table("a,y\n1,2\n3,\n5,big\n");
    assertThatThrownBy(() -> Problem.of(table, "y", List.of(), Optional.of(Kind.REGRESSION)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            table.file()
                + ": line 4, column \"y\": \"big\" is not a number, but a regression learns"
                + " numbers; mend it, or learn classes: --task classification.");
  }

  @Test
  void aLongValueIsCutOffInItsMessage() {
    Table table = table("a,y\n1,2\n3," + "z".repeat(1_000_000) + "\n");
    assertThatThrownBy(() -> Problem.of(table, "y", List.of(), Optional.of(Kind.REGRESSION)))
        .hasMessageStartingWith(
            table.file() + ": line 3, column \"y\": \"" + "z".repeat(60) + "...\" is not a number");
  }

  @Test
  void rowsWithoutATargetAreLeftOut() {
    Problem problem = problem("x,y\n1,2.5\n2,\n3,4.5\n4,?\n", "y");
    assertThat(problem.rows()).containsExactly(0, 2);
    assertThat(problem.leftOut()).isEqualTo(2);
  }

  @Test
  void aLogarithmIsThatOfPositiveNumbers() {
    assertThat(problem(rows(30, i -> i + ".5"), "y").ofLogarithm().scale())
        .isEqualTo(TargetScale.LOG);
    assertThat(problem(rows(30, i -> i % 25 + ""), "y").ofLogarithm().scale())
        .isEqualTo(TargetScale.LOG1P);
    Problem below = problem(rows(30, i -> i - 2.5 + ""), "y");
    assertThatThrownBy(below::ofLogarithm)
        .isInstanceOf(FormatException.class)
        .hasMessage(
            below.table().file()
                + ": line 2, column \"y\": -2.5 is below 0 and has no logarithm; leave --log-target"
                + " out.");
    Problem classes = problem(rows(30, i -> "k" + i % 2), "y");
    assertThatThrownBy(classes::ofLogarithm)
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            classes.table().file()
                + ": classes have no logarithm; leave --log-target out, or, if the target is"
                + " numbers, add --task regression.");
  }

  @Test
  void aTargetOverOrdersOfMagnitudeIsToldOf() {
    Problem problem = problem(rows(60, i -> i == 7 ? "1e6" : i % 9 + ".5"), "y");
    assertThat(problem.warnings())
        .containsExactly(
            "half of the target is below 4.5 and the greatest is 1000000.0, which alone would"
                + " decide what is learned; --log-target learns the logarithm");
    assertThat(problem.ofLogarithm().warnings()).isEmpty();
    assertThat(problem(rows(60, i -> i * i + ".5"), "y").warnings()).isEmpty();
  }

  @Test
  void theIndexIsNoColumnThatAnotherRepeats() {
    Table table = table(",step,y\n0,0,5\n1,1,7\n2,2,6\n");
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty());
    assertThat(problem.inputs()).extracting(Column::name).containsExactly("step");
    assertThat(problem.unused()).extracting(Unused::reason).containsExactly(InputColumns.INDEX);
    assertThat(Inspection.of(table).columns().get(1).signs()).doesNotContain("copy");
  }
}
