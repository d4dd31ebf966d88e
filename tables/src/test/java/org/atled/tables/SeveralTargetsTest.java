package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.nn.layer.Linear;
import org.atled.nn.optim.Adam;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.Supervised;
import org.atled.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several columns that are learned at once. */
@SuppressWarnings("NullAway.Init")
class SeveralTargetsTest {
  @TempDir private Path folder;

  /** far = 1000 + 20 a, near = a − b, both to the digit; big if a > 5, odd if b is 1. */
  private Table table() {
    StringBuilder text = new StringBuilder("a,far,b,near,big,odd\n");
    for (int i = 0; i < 66; i++) {
      int a = i % 11;
      int b = i % 2;
      text.append(a).append(',').append(1000 + 20 * a).append(',').append(b).append(',');
      text.append(a - b).append(',').append(a > 5 ? "Yes," : "no,").append(b).append('\n');
    }
    text.append("1,,0,1,no,0\n2,1040,0,2,,0\n");
    return Tables.of(folder, text.toString());
  }

  private static Problem problem(Table table, String targets, List<String> drop) {
    return Problem.of(table, targets, drop, Optional.empty());
  }

  private static Run run(Preparation preparation, Dataset train) {
    Linear model = new Linear(preparation.width(), preparation.objective().outputs());
    var loss = preparation.objective().loss();
    return Trainer.of(model, Adam.withLearningRate(0.05), new Supervised(model, loss))
        .metrics(preparation.metrics().toArray(Metric[]::new))
        .epochs(150)
        .batchSize(16)
        .fit(train, train);
  }

  @Test
  void numbersAreLearnedEachOnItsOwnScale() {
    Table table = table();
    Problem problem = problem(table, "far,near", List.of("big,odd"));
    assertThat(problem.kind()).isEqualTo(Kind.REGRESSION);
    assertThat(problem.why()).isEqualTo("the targets are numbers");
    assertThat(problem.leftOut()).isEqualTo(1);
    Preparation preparation = Preparation.fit(problem, problem.split(Seed.of(1)).train());
    assertThat(preparation.inputs().stream().map(Input::name)).containsExactly("a", "b");
    Dataset train =
        preparation.examples(table, problem.split(Seed.of(1)).train(), "t", new Notes());
    Run run = run(preparation, train);
    assertThat(run.objective()).isEqualTo(new Objective.Numbers(2));
    Map<String, Double> measured = run.last().test().orElseThrow().metrics();
    assertThat(measured.keySet()).containsExactly("r2", "rmse of far", "rmse of near");
    assertThat(measured.get("rmse of far")).isBetween(0.0, 20.0);
    assertThat(measured.get("rmse of near")).isBetween(0.0, 1.0);
    Path saved = folder.resolve("model");
    TableModel.save(saved, run, preparation, Origin.of(problem, Seed.of(1)));

    TableModel model = TableModel.load(saved);
    assertThat(model.preparation()).isEqualTo(preparation);
    assertThat(model.testRows(table)).isEqualTo(problem.split(Seed.of(1)).test());
    double[] said = model.predict(Tables.of(folder, "b,a\n1,10\n")).rows().getFirst();
    assertThat(said[0]).isCloseTo(1200, within(10.0));
    assertThat(said[1]).isCloseTo(9, within(0.5));
    RowPrediction one = model.predict(Map.of("a", 10, "b", 1, "near", 0));
    assertThat(one)
        .isInstanceOfSatisfying(
            RowPrediction.OfNumbers.class,
            numbers -> assertThat(numbers.numbers()).containsEntry("far", said[0]));
    assertThat(one.notes().lines()).isEmpty();
    assertThatThrownBy(one::number)
        .isInstanceOf(StateException.class)
        .hasMessage("The model finds several numbers, [far, near]; ask for numbers().");
  }

  @Test
  void labelsAreProbabilitiesEachForItself() {
    Table table = table();
    Problem problem = problem(table, "big,odd", List.of("far,near"));
    assertThat(problem.kind()).isEqualTo(Kind.MULTI_LABEL);
    assertThat(problem.leftOut()).isEqualTo(1);
    int[] rows = problem.split(Seed.of(1)).train();
    Preparation preparation = Preparation.fit(problem, rows);
    Dataset train = preparation.examples(table, rows, "t", new Notes());
    float[] y = train.batch(0, 1).y().toFloats();
    for (int i = 0; i < 2; i++) {
      assertThat(y[2 * i]).isEqualTo(table.column("a").number(rows[i]) > 5 ? 1f : 0f);
      assertThat(y[2 * i + 1]).isEqualTo((float) table.column("b").number(rows[i]));
    }
    Run run = run(preparation, train);
    assertThat(run.objective()).isEqualTo(new Objective.Chances(2));
    Map<String, Double> measured = run.last().test().orElseThrow().metrics();
    assertThat(measured.keySet()).containsExactly("label_accuracy", "exact_match");
    assertThat(measured.get("exact_match")).isGreaterThan(0.9);
    Path saved = folder.resolve("model");
    TableModel.save(saved, run, preparation, Origin.of(problem, Seed.of(1)));

    TableModel model = TableModel.load(saved);
    assertThat(model.preparation()).isEqualTo(preparation);
    assertThat(model.testRows(table)).isEqualTo(problem.split(Seed.of(1)).test());
    RowPrediction.OfLabels said = (RowPrediction.OfLabels) model.predict(10, 0);
    assertThat(said.labels()).containsExactly("big");
    assertThat(said.probabilities().get("odd")).isLessThan(0.5);
    assertThat(Arrays.stream(model.predict(table).rows().getFirst()).sum()).isNotEqualTo(1);
    Table bad = Tables.of(folder, "a,b,big,odd\n1,0,no,0\n2,1,perhaps,1\n");
    assertThatThrownBy(() -> preparation.examples(bad, bad.allRows(), "t", new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            bad.file()
                + ": line 3, column \"big\": \"perhaps\" is neither 0 nor 1, yes nor no, as a label"
                + " is; mend it, or leave it empty to leave the row out.");
  }

  /** As many rows of each combination in each part, as far as they go round. */
  @Test
  void partsHoldCombinationsOfLabelsAlike() {
    Table table = table();
    for (int[] part : problem(table, "big,odd", List.of("far,near")).folds(3, Seed.of(0))) {
      long both =
          Arrays.stream(part)
              .filter(row -> table.column("a").number(row) > 5)
              .filter(row -> table.column("b").number(row) == 1)
              .count();
      assertThat(both).isEqualTo(5);
    }
  }

  @Test
  void targetsThatAreNotOfOneKindAreRefused() {
    Table table = table();
    refused(
        table,
        "near,big",
        Optional.empty(),
        "column \"big\" has values such as [\"no\", \"Yes\"], but several targets at once are all"
            + " numbers, or all 0 and 1 or yes and no; learn it alone.");
    refused(
        table,
        "big,near",
        Optional.of(Kind.MULTI_LABEL),
        "column \"near\" has values such as [\"0\", \"2\"], but several targets at once are all"
            + " numbers, or all 0 and 1 or yes and no; learn it alone.");
    refused(
        table,
        "big,odd",
        Optional.of(Kind.CLASSIFICATION),
        "classes are learned of one column at a time; name one target, or, if each of the 2 is so"
            + " or not, --task multi-label.");
    refused(
        table,
        "big",
        Optional.of(Kind.MULTI_LABEL),
        "multi-label takes several targets, parted by commas, each of which is so or not; for one"
            + " take --task classification.");
    assertThat(Problem.of(table, "odd,b", List.of("big"), Optional.of(Kind.REGRESSION)).kind())
        .isEqualTo(Kind.REGRESSION);
    assertThatThrownBy(() -> problem(table, "far,near", List.of("near")))
        .hasMessage(table.file() + ": column \"near\" is the target and cannot be dropped.");
  }

  private static void refused(Table table, String targets, Optional<Kind> said, String message) {
    assertThatThrownBy(() -> Problem.of(table, targets, List.of(), said))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(table.file() + ": " + message);
  }

  /** Without names columns are found by their places, with the targets or without them. */
  @Test
  void targetsWithoutNamesAreFoundByPlace() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append("%d.5,%d,%d.25,%d.5\n".formatted(3 * i, i % 7, 2 * i, i % 5));
    }
    Table table = Tables.of(folder, text.toString(), CsvFormat.usual().withoutHeader());
    Preparation preparation = Preparation.fit(problem(table, "0,2", List.of()), table.allRows());
    float[] whole = preparation.inputs(table, new int[] {3}, new Notes());
    Table without = Tables.of(folder, "3,3.5\n9,9.5\n", CsvFormat.usual().withoutHeader());
    assertThat(preparation.inputs(without, new int[] {0}, new Notes())).isEqualTo(whole);
    Table other = Tables.of(folder, "1,2,3\n4,5,6\n", CsvFormat.usual().withoutHeader());
    assertThatThrownBy(() -> preparation.inputs(other, other.allRows(), new Notes()))
        .hasMessage(
            other.file()
                + ": has 3 columns, but the model learned from a table of 4; give it those, or"
                + " those without the targets at 0, 2 (from 0).");
  }

  /** Classes are learned of one column at a time, so that they are no way out here. */
  @Test
  void aWordAmongSeveralTargetsIsNoReasonForClasses() {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 30; i++) {
      text.append(i % 7).append(',').append(i).append(',').append(i * i).append('\n');
    }
    Table table = Tables.of(folder, text + "1,odd,3\n");
    assertThatThrownBy(() -> problem(table, "b,c", List.of()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            table.file()
                + ": line 32, column \"b\": \"odd\" is no number, but 30 of 31 values are; mend it,"
                + " or say --missing odd to leave the row out.");
    Table words = Tables.of(folder, "a,b,c\n1,x,2\n2,y,3\n3,1,4\n");
    assertThatThrownBy(() -> Problem.of(words, "b,c", List.of(), Optional.of(Kind.REGRESSION)))
        .hasMessage(
            words.file()
                + ": line 2, column \"b\": \"x\" is not a number, but a regression learns numbers;"
                + " mend it.");
  }

  @Test
  void whereNoRowHasAllTargetsThereIsNothingToWarnOf() {
    Table table = Tables.of(folder, "a,b,c\n1,5.5,\n2,,6.5\n3,7.5,\n4,,8.5\n");
    Problem problem = problem(table, "b,c", List.of());
    assertThat(problem.rows()).isEmpty();
    assertThat(problem.warnings()).isEmpty();
  }

  /** Zeros in one target leave the logarithm of the other as it is. */
  @Test
  void logarithmsAreTakenByTarget() {
    StringBuilder text = new StringBuilder("x,a,b\n");
    for (int i = 0; i < 20; i++) {
      text.append(i).append(',').append(i * 10).append(',').append(1 + i * 100).append('\n');
    }
    Table table = Tables.of(folder, text.toString());
    Problem problem = problem(table, "a,b", List.of()).ofLogarithm();
    Preparation preparation = Preparation.fit(problem, table.allRows());
    assertThat(((Target.Several) preparation.target()).numbers())
        .extracting(Target.Numbers::scale)
        .containsExactly(TargetScale.LOG1P, TargetScale.LOG);
  }

  @Test
  void aLabelThatAllRowsHaveIsTold() {
    StringBuilder text = new StringBuilder("x,a,b\n");
    for (int i = 0; i < 20; i++) {
      text.append(i).append(',').append(i % 2).append(",yes\n");
    }
    Problem problem = problem(Tables.of(folder, text.toString()), "a,b", List.of());
    assertThat(problem.warnings())
        .containsExactly(
            "label column \"b\" is yes in every row, so that there is nothing to learn of it; leave"
                + " it out of --target");
  }
}
