package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How rows become examples. */
class PreparationTest {
  private static final int[] TRAIN = {0, 1, 2, 3};
  private static final String TEXT =
      """
      size,colour,flat,price
      2,red,7,10
      4,blue,7,20
      ,red,7,30
      6,,7,40
      100,green,8,1000
      NA,blue,,50
      """;

  @TempDir private Path folder = Path.of("");

  private Table table(String text) {
    return Tables.of(folder, text);
  }

  private static Preparation fit(Table table, String target, Kind kind, int... rows) {
    return Preparation.fit(Problem.of(table, target, List.of(), Optional.of(kind)), rows);
  }

  private static float[][] x(Preparation preparation, Table table, Notes notes) {
    float[] flat = preparation.inputs(table, table.allRows(), notes);
    float[][] rows = new float[table.rows()][preparation.width()];
    for (int i = 0; i < flat.length; i++) {
      rows[i / preparation.width()][i % preparation.width()] = flat[i];
    }
    return rows;
  }

  /** Sizes 2, 4, 6: mean 4 and deviation √(8/3); nothing is learned from the last two rows. */
  @Test
  void whatIsFittedComesFromTheTrainingRowsAlone() {
    Table table = table(TEXT);
    Preparation preparation = fit(table, "price", Kind.REGRESSION, TRAIN);
    Notes notes = new Notes();
    float[][] x = x(preparation, table, notes);

    float one = (float) (2 / Math.sqrt(8 / 3.0));
    // size; blue, red, none
    assertThat(preparation.width()).isEqualTo(4);
    assertThat(x[0]).containsExactly(-one, 0, 1, 0);
    assertThat(x[1]).containsExactly(0, 1, 0, 0);
    assertThat(x[2]).containsExactly(0, 0, 1, 0);
    assertThat(x[3]).containsExactly(one, 0, 0, 1);
    assertThat(x[4]).containsExactly((float) (96 / Math.sqrt(8 / 3.0)), 0, 0, 0);
    assertThat(x[5]).containsExactly(0, 1, 0, 0);
    assertThat(Unused.lines(preparation.unused()))
        .containsExactly("not used: \"flat\": it has 7 in every row to learn from");
    assertThat(notes.missing()).isEqualTo(Map.of("size", 2, "colour", 1));
    assertThat(notes.unseen()).isEqualTo(Map.of("colour", 1));
    assertThat(notes.lines())
        .containsExactly(
            "missing in \"size\": 2, filled with the mean, 4.0",
            "missing in \"colour\": 1, filled with a category of their own",
            "unknown in \"colour\": 1, taken as none of its categories");
    assertThat(notes.json().compact())
        .isEqualTo(
            "{\"missing\":{\"size\":2,\"colour\":1},\"unseen\":{\"colour\":1},\"unused\":{},\"rare\":{},\"shares\":{},\"moved\":{}}");
  }

  @Test
  void aTargetOfNumbersIsStandardisedAndUndone() {
    Table table = table(TEXT);
    Preparation preparation = fit(table, "price", Kind.REGRESSION, TRAIN);
    Dataset examples = preparation.examples(table, new int[] {0, 3, 4}, "prices", new Notes());
    Target.Numbers target = (Target.Numbers) preparation.target();

    assertThat(target.mean()).isEqualTo(25);
    assertThat(target.deviation()).isCloseTo(Math.sqrt(125), within(1e-12));
    float[] y = examples.batch(0, 1, 2).y().toFloats();
    assertThat(y[1]).isEqualTo((float) (15 / Math.sqrt(125)));
    assertThat(target.undone(y[0])).isCloseTo(10, within(1e-5));
    assertThat(target.undone(y[2])).isCloseTo(1000, within(1e-4));
    assertThat(examples.info().name()).isEqualTo("prices");
    assertThat(examples.info().input()).isEqualTo(Shape.of(4));
  }

  @Test
  void notesSayWhatTheyHold() {
    Table table = table(TEXT);
    Notes notes = new Notes();
    assertThat(notes).hasToString("Notes[]");
    x(fit(table, "price", Kind.REGRESSION, TRAIN), table, notes);
    assertThat(notes).hasToString("Notes[" + String.join("; ", notes.lines()) + "]");
    assertThat(notes.toString()).startsWith("Notes[missing in \"size\": 2, filled with ");
  }

  @Test
  void classesAreNumberedInOrder() {
    Table table = table("x,y\n1,10\n2,9.0\n3,10.0\n4,9\n5,\n");
    Preparation preparation = fit(table, "y", Kind.CLASSIFICATION, 0, 1, 2, 3);
    Batch batch =
        preparation.examples(table, new int[] {0, 1, 2, 3}, "t", new Notes()).batch(0, 1, 2, 3);

    assertThat(preparation.target()).isEqualTo(new Target.Classes(List.of("9", "10"), true));
    assertThat(batch.y().toLongs()).containsExactly(1, 0, 1, 0);

    Table texts = table("x,y\n1,b\n2,a\n3,B\n");
    assertThat(fit(texts, "y", Kind.CLASSIFICATION, 0, 1, 2).target())
        .isEqualTo(new Target.Classes(List.of("B", "a", "b"), false));
  }

  @Test
  void aClassThatIsNotKnown() {
    Preparation preparation = fit(table("x,y\n1,a\n2,b\n"), "y", Kind.CLASSIFICATION, 0, 1);
    Table other = table("x,y\n1,a\n2,c\n");
    assertThatThrownBy(() -> preparation.examples(other, other.allRows(), "t", new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            other.file()
                + ": line 3, column \"y\": \"c\" is none of the model's classes; they are a, b.");
  }

  @Test
  void oneClassAlone() {
    Table table = table("x,y\n1,a\n2,a\n");
    assertThatThrownBy(() -> fit(table, "y", Kind.CLASSIFICATION, 0, 1))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            table.file()
                + ": column \"y\": every row has \"a\", but there must be at least 2 classes to"
                + " tell apart; take another target.");
    Table numbers = table("x,y\n1,3.5\n2,3.5\n");
    assertThatThrownBy(() -> fit(numbers, "y", Kind.REGRESSION, 0, 1))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            numbers.file()
                + ": column \"y\": every training row has 3.5, so that there is nothing to learn;"
                + " take another target.");
  }

  @Test
  void classesThatAreTooMany() {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i <= 1000; i++) {
      text.append(i).append(",").append(i).append("\n");
    }
    Table table = table(text.toString());
    assertThatThrownBy(() -> fit(table, "y", Kind.CLASSIFICATION, table.allRows()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            table.file()
                + ": column \"y\": has 1,001 different values, more than the 1,000 classes that are"
                + " learned; take another target, or --task regression.");
  }

  @Test
  void rareTextsAreOneCategoryTogether() {
    Table table = table("c,d,y\na,k,1\na,l,2\nb,m,3\n,n,4\na,o,5\nb,p,6\nd,q,8\n");
    Problem problem =
        Problem.of(table, "y", List.of(), Optional.of(Kind.REGRESSION)).gatheringRare(2);
    Preparation preparation = Preparation.fit(problem, table.allRows());
    assertThat(preparation.inputs())
        .containsExactly(new Input.OneHot("c", 0, List.of("a", "b"), true, true));
    assertThat(preparation.inputs().getFirst().becomes())
        .isEqualTo("one-hot in 4 with one for rare ones");
    assertThat(Unused.lines(preparation.unused()))
        .containsExactly("not used: \"d\": none of its texts stands in 2 rows to learn from");
    Notes notes = new Notes();
    assertThat(x(preparation, table("c\nb\nd\nz\n?\n"), notes))
        .isEqualTo(new float[][] {{0, 1, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 1}, {0, 0, 1, 0}});
    assertThat(notes.lines())
        .containsExactly(
            "missing in \"c\": 1, filled with a category of their own",
            "rare in \"c\": 2, taken as one category together");
    JsonPlace json = new JsonPlace(preparation.json(), "model.json", "");
    assertThat(Preparation.read(json, preparation.info("t"))).isEqualTo(preparation);
    assertThat(fit(table, "y", Kind.REGRESSION, table.allRows()).json().compact())
        .doesNotContain("rare", "scale");
  }

  @Test
  void aLogarithmIsLearnedAndUndone() {
    Table table = table("x,y\n1,10\n2,1000\n3,100000\n");
    Problem problem = Problem.of(table, "y", List.of(), Optional.of(Kind.REGRESSION));
    Preparation preparation = Preparation.fit(problem.ofLogarithm(), new int[] {0, 1});
    Target.Numbers numbers = (Target.Numbers) preparation.target();
    assertThat(numbers.mean()).isCloseTo(Math.log(100), within(1e-12));
    assertThat(numbers.undone(0)).isCloseTo(100, within(1e-9));
    assertThat(numbers.undone(3)).isCloseTo(100_000, within(1e-6));
    assertThat(
            preparation
                .examples(table, table.allRows(), "t", new Notes())
                .batch(new int[] {0, 1, 2})
                .y()
                .toFloats())
        .containsExactly(-1, 1, 3);
    JsonPlace json = new JsonPlace(preparation.json(), "model.json", "");
    assertThat(Preparation.read(json, preparation.info("t"))).isEqualTo(preparation);
    Table zero = table("x,y\n1,0\n");
    assertThatThrownBy(() -> preparation.examples(zero, zero.allRows(), "t", new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            zero.file()
                + ": line 2, column \"y\": \"0\" is not a number that has a logarithm, as those"
                + " that the model learned; mend it, or leave it empty to leave the row out.");
    Table zeros = table("x,y\n1,0\n2,3\n");
    Problem counted = Problem.of(zeros, "y", List.of(), Optional.of(Kind.REGRESSION));
    Target.Numbers counts =
        (Target.Numbers) Preparation.fit(counted.ofLogarithm(), zeros.allRows()).target();
    assertThat(counts.undone(-1)).isCloseTo(0, within(1e-12));
    assertThat(counts.undone(1)).isCloseTo(3, within(1e-12));
  }

  @Test
  void balancedWeightsLetEachClassCountTheSame() {
    Table table = table("x,y\n1,a\n2,b\n3,b\n4,b\n5,c\n6,c\n");
    Preparation preparation = fit(table, "y", Kind.CLASSIFICATION, 0, 1, 2, 3);
    assertThat(preparation.balancedWeights(table, table.allRows())).containsExactly(2, 2 / 3.0, 1);
    assertThat(preparation.balancedWeights(table, new int[] {0, 1, 2, 3}))
        .containsExactly(4 / 3.0, 4 / 9.0, 1);
    Preparation numbers = fit(table, "x", Kind.REGRESSION, 0, 1);
    assertThatThrownBy(() -> numbers.balancedWeights(table, table.allRows()))
        .hasMessageEndingWith(": a regression has no classes to weigh; leave --class-weights out.");
  }

  @Test
  void balancedClassesHaveAsManyRowsAsTheirWeightsSay() {
    Table table = table("x,times,y\n1,3,a\n2,0,b\n3,1,b\n4,2,b\n");
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty()).weighted("times");
    Preparation preparation = Preparation.fit(problem, table.allRows());
    assertThat(preparation.balancedWeights(table, table.allRows())).containsExactly(1, 1);
    assertThat(preparation.balancedWeights(table, new int[] {0, 2})).containsExactly(4 / 6.0, 2);
  }

  @Test
  void aColumnOfNamesIsNoCategory() {
    StringBuilder text = new StringBuilder("name,y\n12,0\n");
    for (int i = 0; i < 30; i++) {
      text.append("n").append(i).append(",").append(i % 2).append("\n");
    }
    Table table = table(text.toString());
    assertThatThrownBy(() -> fit(table, "y", Kind.CLASSIFICATION, table.allRows()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            table.file()
                + ": no column says anything to learn from; not used: \"name\": it has 31 different"
                + " texts in 31 rows to learn from, such as \"12\", too many to be categories.");
  }

  @Test
  void aColumnThatTrainingRowsSayNothingOf() {
    Table table = table("a,b,c,d,y\n,1,k,,1.5\n,2,k,,2.5\n3,3,,,3.5\n");
    Preparation preparation = fit(table, "y", Kind.REGRESSION, 0, 1);
    assertThat(preparation.inputs()).extracting(Input::name).containsExactly("b");
    assertThat(Unused.lines(preparation.unused()))
        .containsExactly(
            "not used: \"a\": every value of the rows to learn from is missing",
            "not used: \"c\": it has \"k\" in every row",
            "not used: \"d\": every value is missing");
    assertThat(x(preparation, table("b\n1\n"), new Notes())).isEqualTo(new float[][] {{-1}});
  }

  @Test
  void missingTextThatNoTrainingRowHadIsNoCategory() {
    Preparation preparation = fit(table(TEXT), "price", Kind.REGRESSION, 0, 1, 2);
    Table other = table("size,colour,flat\n4,,7\n");
    Notes notes = new Notes();
    assertThat(x(preparation, other, notes)[0]).hasSize(3).endsWith(0, 0);
    assertThat(notes.lines()).containsExactly("missing in \"colour\": 1, filled with no category");
  }

  @Test
  void trueAndFalseAreKnownInAnySpelling() {
    Preparation preparation =
        fit(table("sold,y\nTrue,1\nFalse,2\nTrue,3\n"), "y", Kind.REGRESSION, 0, 1, 2);
    Notes notes = new Notes();
    float[][] x = x(preparation, table("sold\ntrue\nNO\n1\nmaybe\n"), notes);
    assertThat(x).isEqualTo(new float[][] {{0, 1}, {1, 0}, {0, 1}, {0, 0}});
    assertThat(notes.unseen()).isEqualTo(Map.of("sold", 1));
  }

  @Test
  void columnsAreFoundByNameInAnyOrder() {
    Preparation preparation = fit(table(TEXT), "price", Kind.REGRESSION, TRAIN);
    Table other = table("more,flat,size,colour\nx,7,4,blue\n");
    assertThat(x(preparation, other, new Notes())[0]).containsExactly(0, 1, 0, 0);

    Table less = table("flat,siz,colour\n7,4,blue\n");
    assertThatThrownBy(() -> x(preparation, less, new Notes()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            less.file()
                + ": there is no column \"size\". Did you mean \"siz\"? There are: flat, siz,"
                + " colour.");
  }

  @Test
  void withoutNamesTheTargetMayBeLeftOut() {
    CsvFormat bare = CsvFormat.usual().withoutHeader();
    Table table = Tables.of(folder, "1,5.5,10\n3,6.5,30\n", bare);
    Preparation preparation = fit(table, "1", Kind.REGRESSION, 0, 1);
    float[][] all = x(preparation, table, new Notes());
    Table without = Tables.of(folder, "1,10\n3,30\n", bare);

    assertThat(x(preparation, without, new Notes())).isDeepEqualTo(all);
    assertThatThrownBy(() -> preparation.targetsIn(without))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            without.file()
                + ": has 2 columns, but to measure there must be 3, the target at 1 (from 0) among"
                + " them.");
    Table wide = Tables.of(folder, "1,2,3,4\n", bare);
    assertThatThrownBy(() -> x(preparation, wide, new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            wide.file()
                + ": has 4 columns, but the model learned from a table of 3; give it those, or"
                + " those without the target at 1 (from 0).");
  }

  @Test
  void textWhereNumbersWereLearned() {
    Preparation preparation = fit(table(TEXT), "price", Kind.REGRESSION, TRAIN);
    Table text = table("size,colour,flat\n4,red,7\nbig,red,7\n");
    assertThatThrownBy(() -> x(preparation, text, new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            text.file()
                + ": line 3, column \"size\": \"big\" is not a number, but the model learned"
                + " numbers here; mend it, or leave it empty to have it filled.");
    Table far = table("size,colour,flat\n1e300,red,7\n");
    assertThatThrownBy(() -> x(preparation, far, new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            far.file()
                + ": line 2, column \"size\": \"1e300\" is too far from what the model learned"
                + " (mean 4.0, deviation 1.6329932); mend it, or leave it empty to have it"
                + " filled.");
  }

  @Test
  void greatNumbersHaveADeviation() {
    Spread spread = Spread.of(DoubleStream.of(1e300, -1e300));
    assertThat(spread.mean()).isZero();
    assertThat(spread.deviation()).isCloseTo(1e300, within(1e286));
    assertThat(Spread.of(DoubleStream.of(0.1, 0.1, 0.1))).isEqualTo(new Spread(3, 0.1, 0));
  }

  @Test
  void whatIsWrittenIsRead() {
    Table table = table(TEXT);
    for (Preparation preparation :
        List.of(
            fit(table, "price", Kind.REGRESSION, TRAIN),
            fit(table, "price", Kind.CLASSIFICATION, TRAIN))) {
      JsonPlace json = JsonPlace.parse(preparation.json().pretty(), "model.json");
      assertThat(Preparation.read(json, preparation.info("t"))).isEqualTo(preparation);
    }
  }

  @Test
  void whatIsDamagedIsNamed() {
    Preparation preparation = fit(table(TEXT), "price", Kind.REGRESSION, TRAIN);
    String json = preparation.json().compact();

    damaged(json.replace("\"one-hot\"", "\"hot\""), preparation)
        .hasMessage(
            "model.json: \"inputs[1].type\" is none of \"number\", \"one-hot\", \"hashed\","
                + " \"embedded\" and \"date\".");
    damaged(json.replaceFirst("\"deviation\":1\\.63", "\"deviation\":-1.63"), preparation)
        .hasMessageStartingWith(
            "model.json: \"inputs[0].deviation\" should be positive, but it is -1.63");
    damaged(json.replace("\"index\":1", "\"index\":9"), preparation)
        .hasMessage("model.json: the document names a column that is not among its 4 columns.");
    damaged(json.replace("\"blue\",", ""), preparation)
        .hasMessage(
            "model.json: the document makes examples of [3] but the model takes [4]; the"
                + " description was changed or is damaged.");
    damaged(json.replace("\"numbers\"", "\"classes\""), preparation)
        .hasMessage("model.json: \"target.values\" does not go with the model's task.");
    damaged(json.replace("\"named\":true,", ""), preparation)
        .hasMessageStartingWith("model.json: \"named\" is missing;");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> damaged(
      String json, Preparation valid) {
    return assertThatThrownBy(
            () -> Preparation.read(JsonPlace.parse(json, "model.json"), valid.info("t")))
        .isInstanceOf(FormatException.class);
  }

  private static Table rows(Path folder, String text) {
    return Tables.of(folder, text, CsvFormat.usual().withoutHeader());
  }

  private static float[] inputs(Preparation preparation, Table table) {
    return preparation.inputs(table, table.allRows(), new Notes());
  }

  @Test
  void aLastColumnWithoutAnyValueIsNotTheTargetLeftOut() {
    String text = "0,1,2,3\n1,2,4,5\n0,3,7,7\n1,4,9,8\n";
    Preparation preparation = fit(rows(folder, text), "0", Kind.CLASSIFICATION, TRAIN);
    float[] whole = inputs(preparation, rows(folder, "1,5,3,\n2,6,4,NA\n"));
    assertThat(inputs(preparation, rows(folder, "1,5,3,\n2,6,4,\n"))).containsExactly(whole);
    assertThat(inputs(preparation, rows(folder, "5,3,NA\n6,4,\n"))).containsExactly(whole);

    // Separators at the end of each line of the table to learn from.
    Preparation ended =
        fit(rows(folder, text.replace("\n", ",\n")), "0", Kind.CLASSIFICATION, TRAIN);
    float[] full = inputs(ended, rows(folder, "0,5,3,1\n1,6,4,2\n"));
    assertThat(inputs(ended, rows(folder, "5,3,1,\n6,4,2,\n"))).containsExactly(full);
    assertThat(inputs(ended, rows(folder, "5,3,1\n6,4,2\n"))).containsExactly(full);
    assertThat(inputs(ended, rows(folder, "0,5,3,,\n1,6,4,,\n"))).containsExactly(whole);
  }

  @Test
  void aCategoryThatIsAWordForNothingAmongNumbersStaysOne() {
    Table table = table("x,grade,y\n1,none,none\n2,1,1\n3,2,2\n4,high,high\n");
    Preparation preparation = fit(table, "y", Kind.CLASSIFICATION, TRAIN);
    Table other = table("x,grade,y\n1,none,none\n2,1,1\n3,2,2\n");
    Notes notes = new Notes();
    assertThat(preparation.inputs(other, other.allRows(), notes))
        .containsExactly(
            Arrays.copyOf(
                preparation.inputs(table, table.allRows(), new Notes()), 3 * preparation.width()));
    assertThat(notes.missing()).isEmpty();
    assertThat(preparation.targetsIn(other).getFirst().missing()).isZero();
    assertThat(
            preparation
                .examples(other, other.allRows(), "t", new Notes())
                .batch(0, 1, 2)
                .y()
                .toLongs())
        .containsExactly(3, 0, 1);
  }
}
