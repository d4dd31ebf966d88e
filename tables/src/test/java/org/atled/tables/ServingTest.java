package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.optim.Adam;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.Trainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows from memory. */
class ServingTest {
  @TempDir private static Path work = Path.of("");
  private static Table table = nothing();
  private static TableModel kinds = nothingModel();
  private static TableModel prices = nothingModel();

  enum Town {
    NEW {
      @Override
      public String toString() {
        return "b c";
      }
    }
  }

  record House(double size, @Nullable String town, boolean garden) {}

  record Shop(int size, Optional<String> town, boolean garden, int price, String owner) {}

  record Nameless(double siz, String town, boolean garden) {}

  @SuppressWarnings("NullAway")
  private static Table nothing() {
    return null;
  }

  @SuppressWarnings("NullAway")
  private static TableModel nothingModel() {
    return null;
  }

  @BeforeAll
  static void train() {
    StringBuilder text = new StringBuilder("size,town,garden,kind,price\n");
    for (int i = 0; i < 90; i++) {
      String size = i % 10 == 9 ? "" : Double.toString(i % 11 + 0.1 * (i % 7));
      text.append(size).append(i % 3 == 0 ? ",a" : i % 17 == 1 ? ",NA" : ",b c");
      text.append(i % 2 == 0 ? ",True," : ",False,");
      text.append(i % 11 < 4 ? "hut," : i % 11 < 8 ? "house," : "hall,");
      text.append(30 * (i % 11) + 0.5).append('\n');
    }
    table = Tables.of(work, text.toString());
    kinds = model("kind", "price");
    prices = model("price", "kind");
  }

  private static TableModel model(String target, String drop) {
    Problem problem = Problem.of(table, target, List.of(drop), Optional.empty());
    Preparation preparation = Preparation.fit(problem, problem.rows());
    Dataset train = preparation.examples(table, problem.rows(), "houses", new Notes());
    Objective objective = Objective.of(train.info().task());
    Sequential network =
        Sequential.of(
            new Linear(preparation.width(), 16), new ReLU(), new Linear(16, objective.outputs()));
    Run run =
        Trainer.of(network, objective.loss(), Adam.withLearningRate(0.02)).epochs(30).fit(train);
    Path folder = work.resolve(target);
    TableModel.save(folder, run, preparation, Origin.of(problem, Seed.of(0)));
    return TableModel.load(folder);
  }

  /** What a program would make of a line of the file: numbers, texts and nulls. */
  private static Map<String, @Nullable Object> row(int row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Column column : table.columns().subList(0, 3)) {
      values.put(
          column.name(),
          column.isMissing(row)
              ? null
              : column.isNumeric() ? (Object) column.number(row) : column.text(row));
    }
    return values;
  }

  private static List<Map<String, @Nullable Object>> rows() {
    return Arrays.stream(table.allRows()).mapToObj(ServingTest::row).toList();
  }

  private static double[] numbers(RowPrediction prediction) {
    return switch (prediction) {
      case RowPrediction.OfClass said ->
          said.probabilities().values().stream().mapToDouble(p -> p).toArray();
      case RowPrediction.OfNumber said -> new double[] {said.number()};
      case RowPrediction.OfNumbers said ->
          said.numbers().values().stream().mapToDouble(n -> n).toArray();
      case RowPrediction.OfLabels said ->
          said.probabilities().values().stream().mapToDouble(p -> p).toArray();
    };
  }

  @Test
  void theRowsOfAFileGetTheSameBitsFromMemory() {
    for (TableModel model : List.of(kinds, prices)) {
      double[][] ofFile = model.predict(table).rows().toArray(double[][]::new);
      double[][] single =
          rows().stream().map(model::predict).map(ServingTest::numbers).toArray(double[][]::new);
      double[][] together =
          model.predictAll(rows()).stream().map(ServingTest::numbers).toArray(double[][]::new);
      double[][] ordered =
          rows().stream()
              .map(row -> numbers(model.predict(new ArrayList<>(row.values()))))
              .toArray(double[][]::new);
      double[][] arrays =
          model.predictAll(rows().stream().map(row -> row.values().toArray()).toList()).stream()
              .map(ServingTest::numbers)
              .toArray(double[][]::new);

      assertThat(ofFile).hasDimensions(90, model == kinds ? 3 : 1);
      assertThat(single).isDeepEqualTo(ofFile);
      assertThat(together).isDeepEqualTo(ofFile);
      assertThat(ordered).isDeepEqualTo(ofFile);
      assertThat(arrays).isDeepEqualTo(ofFile);
    }
    assertThat(kinds.predictAll(List.of())).isEmpty();
  }

  @Test
  void aClassIsSaidByName() {
    RowPrediction said = kinds.predict(Map.of("size", 1, "town", "a", "garden", true));

    assertThat(said.className()).isEqualTo("hut");
    assertThat(said)
        .isInstanceOfSatisfying(
            RowPrediction.OfClass.class,
            c -> {
              assertThat(c.probabilities().sequencedKeySet())
                  .containsExactly("hall", "house", "hut");
              assertThat(c.probability()).isEqualTo(c.probability("hut")).isGreaterThan(0.5);
              assertThatThrownBy(() -> c.probability("Hut"))
                  .isInstanceOf(ArgumentException.class)
                  .hasMessage(
                      "There is no class \"Hut\". Did you mean \"hut\"? There are: hall, house,"
                          + " hut.");
            });
    assertThatThrownBy(said::number)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model tells classes and no numbers; ask for className() or probability().");
  }

  @Test
  void aNumberIsInTheUnitOfItsColumn() {
    RowPrediction said = prices.predict(Map.of("size", 10, "town", "a", "garden", true));

    assertThat(said.number()).isBetween(200.0, 400.0);
    assertThatThrownBy(said::className)
        .isInstanceOf(StateException.class)
        .hasMessage("The model finds numbers and no classes; ask for number().");
  }

  @Test
  void everyNumberIsTakenAndTextComesInManyWays() {
    double right = prices.predict(Map.of("size", 3.0, "town", "b c", "garden", "True")).number();
    for (Object size :
        List.of(
            3,
            3L,
            3f,
            (byte) 3,
            new BigDecimal("3.00"),
            Optional.of(3),
            Optional.of(Optional.of(3)),
            OptionalInt.of(3),
            OptionalDouble.of(3))) {
      assertThat(prices.predict(Map.of("size", size, "town", "b c", "garden", true)).number())
          .as("%s", size.getClass())
          .isEqualTo(right);
    }
    for (Object town : List.of(" b c ", new StringBuilder("b c"), Town.NEW, Optional.of("b c"))) {
      assertThat(prices.predict(Map.of("size", 3, "town", town, "garden", true)).number())
          .as("%s", town.getClass())
          .isEqualTo(right);
    }
    assertThat(prices.predict(Map.of("size", 1, "town", 'a', "garden", "False")).number())
        .isEqualTo(prices.predict(Map.of("size", true, "town", "a", "garden", false)).number())
        .isNotEqualTo(right);
    double[] notThree = {3, 3};
    assertThatThrownBy(() -> prices.predict(notThree)).isInstanceOf(ArgumentException.class);
  }

  @Test
  void recordsAreRowsByTheNamesOfTheirComponents() {
    RowPrediction house = prices.predict(new House(3, "a", true));
    assertThat(house.number())
        .isEqualTo(prices.predict(Map.of("size", 3, "town", "a", "garden", "True")).number());
    assertThat(house.notes().lines()).isEmpty();
    assertThat(prices.predict(new House(Double.NaN, null, true)).notes().missing())
        .isEqualTo(Map.of("size", 1, "town", 1));

    RowPrediction shop = prices.predict(new Shop(3, Optional.of("a"), true, 500, "Ann"));
    assertThat(shop.number()).isEqualTo(house.number());
    assertThat(shop.notes().lines())
        .containsExactly("not used: \"owner\": 1, no column that the model takes");

    refused(() -> prices.predict(new Nameless(3, "a", true)))
        .hasMessage(
            "The row has no value for column \"size\". Did you mean \"siz\"? The model takes size,"
                + " town, garden; give null for what is missing to have it filled.");
  }

  @Test
  void whatIsMissingOrUnknownIsFilledAndNotedAsInFiles() {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("size", null);
    row.put("town", Optional.empty());
    row.put("garden", "maybe");
    RowPrediction said = prices.predict(row);
    Predictions ofFile = prices.predict(Tables.of(work, "size,town,garden\n,?,maybe\n"));

    assertThat(said.number()).isEqualTo(ofFile.rows().getFirst()[0]);
    assertThat(said.notes().lines())
        .isEqualTo(ofFile.notes().lines())
        .hasSize(3)
        .contains("unknown in \"garden\": 1, taken as none of its categories");
    List<RowPrediction> two =
        prices.predictAll(List.of(row, Map.of("size", 1, "town", "n/a", "garden", true)));
    assertThat(two.get(0).notes().missing()).isEqualTo(Map.of("size", 1, "town", 1));
    assertThat(two.get(1).notes().missing()).isEqualTo(Map.of("town", 1));
  }

  @Test
  void aMisspeltNameIsAnError() {
    refused(() -> kinds.predict(Map.of("sise", 1, "town", "a", "garden", true, "id", 7)))
        .hasMessage(
            "The row has no value for column \"size\". Did you mean \"sise\"? The model takes size,"
                + " town, garden; give null for what is missing to have it filled.");
    refused(() -> kinds.predictAll(List.of(row(0), Map.of("size", 1, "town", "a"))))
        .hasMessage(
            "Row 1 (from 0) has no value for column \"garden\". The model takes size, town, garden;"
                + " give null for what is missing to have it filled.");
  }

  @Test
  void namesThatAreNoColumnsAreNoted() {
    RowPrediction said =
        kinds.predict(
            Map.of("size", 1, "town", "a", "garden", true, "id", 7, "kind", "hall", "price", 3));
    assertThat(said.notes().unused()).isEqualTo(Map.of("id", 1, "price", 1));
    assertThat(said.notes().json().compact()).contains("\"unused\":{", "\"id\":1", "\"price\":1");
  }

  @Test
  void whatAColumnDoesNotTakeIsNamed() {
    String spread = ((Input.Number) kinds.preparation().inputs().getFirst()).spread();
    for (String text : List.of("big", "12", "")) {
      refused(() -> kinds.predict(Map.of("size", text, "town", "a", "garden", true)))
          .hasMessage(
              "The row, column \"size\": \""
                  + text
                  + "\" is text, but the model learned numbers here ("
                  + spread
                  + "); give a number, or null to have it filled.");
    }
    refused(() -> kinds.predictAll(List.of(row(0), List.of(1, 2.5, true))))
        .hasMessage(
            "Row 1 (from 0), column \"town\": 2.5 is a number, but the model learned text here (a,"
                + " b c); give text, or null to have it filled.");
    refused(() -> kinds.predict(List.of(Double.POSITIVE_INFINITY, "a", true)))
        .hasMessage(
            "The row, column \"size\": Infinity is too far from what the model learned ("
                + spread
                + "); give null to have it filled.");
    refused(() -> kinds.predict(List.of(1, Path.of("a"), true)))
        .hasMessageMatching(
            "The row, column \"town\": a is a [\\w.]+Path, but a value is a number, text, an enum,"
                + " a date of java\\.time, true or false, or null if it is missing\\.");
  }

  @Test
  void aWrongNumberOfValuesNamesTheColumns() {
    refused(() -> kinds.predict(1, 2))
        .hasMessage(
            "The row has 2 values, but the model takes 3, in this order: size, town, garden.");
    refused(() -> kinds.predict(new Object[] {1}))
        .hasMessage(
            "The row has 1 value, but the model takes 3, in this order: size, town, garden.");
    refused(() -> kinds.predict(rows()))
        .hasMessage(
            "The row holds rows, but should hold values; many rows at once are for predictAll.");
    refused(() -> kinds.predictAll(List.of(row(0), "b")))
        .hasMessage(
            "Row 1 (from 0) is a java.lang.String, but it must be a map or a record by the names of"
                + " columns, or a list or an array in the order of size, town, garden.");
  }

  @Test
  void manyThreadsAskAtOnce() throws Exception {
    double[][] right = kinds.predict(table).rows().toArray(double[][]::new);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<double[]>> asked = new ArrayList<>();
      for (int i = 0; i < 900; i++) {
        int row = i % 90;
        asked.add(threads.submit(() -> numbers(kinds.predict(row(row)))));
      }
      for (int i = 0; i < asked.size(); i++) {
        assertThat(asked.get(i).get()).isEqualTo(right[i % 90]);
      }
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable asked) {
    return assertThatThrownBy(asked).isInstanceOf(ArgumentException.class);
  }

  /** Per cents were learned: 0.12 may be meant as 12 of them. */
  @Test
  void sharesAreNoPerCents() {
    StringBuilder text = new StringBuilder("rate,y\n");
    for (int i = 0; i < 20; i++) {
      text.append(i % 7 + 5).append(" %,").append(i % 7).append(".5\n");
    }
    Table learned = Tables.of(work, text.toString());
    Problem problem = Problem.of(learned, "y", List.of(), Optional.empty());
    Preparation preparation = Preparation.fit(problem, problem.rows());
    Table shares = Tables.of(work, "rate\n0\n0.12\n0.5\n");
    assertThatThrownBy(() -> preparation.inputs(shares, shares.allRows(), new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            shares.file()
                + ": line 3, column \"rate\": 0.12 has no unit and, as all of the column, is at"
                + " most 1, but the model learned % (mean 7.85, deviation ")
        .hasMessageEndingWith(
            "); write 12 % or 12 if that is what 0.12 means, or the unit behind each number if it"
                + " is not.");
    for (String same : List.of("rate\n0.5 %\n0.25 %\n", "rate\n0.5\n12\n", "rate\n0\n0\n")) {
      Table table = Tables.of(work, same);
      assertThat(preparation.inputs(table, table.allRows(), new Notes())).hasSize(2);
    }
    Notes notes = new Notes();
    Missing none = Missing.of(MissingWords.USUAL);
    for (double rate : new double[] {0.12, 12, 0}) {
      GivenRow.write(preparation, List.of(none), List.of(rate), "The row", new float[1], 0, notes);
    }
    assertThat(notes.shares()).isEqualTo(Map.of("rate", 1));
    assertThat(notes.lines())
        .containsExactly(
            "in per cent: \"rate\": 1, at most 1; give 12, not 0.12, for what the model learned as"
                + " 12 %");
  }

  @Test
  void wordsThatWereSaidToBeMissingAreInMemoryToo() {
    Missing said = Missing.of(new MissingWords(List.of("-999", "unknown"), false));
    Input size = new Input.Number("size", 0, 5, 2, Notation.PLAIN);
    Input town = new Input.OneHot("town", 1, List.of("a", "b c"), true, false);
    assertThat(GivenCell.of("The row", size, said, -999).isMissing()).isTrue();
    assertThat(GivenCell.of("The row", size, said, 999).isMissing()).isFalse();
    assertThat(GivenCell.of("The row", town, said, "Unknown").isMissing()).isTrue();
    assertThat(GivenCell.of("The row", town, said, "NA").isMissing()).isTrue();
    MissingByColumn own = new MissingByColumn(new MissingWords(List.of("size=9"), false));
    assertThat(GivenCell.of("The row", size, own.of("size", 0, false), 9).isMissing()).isTrue();
    assertThat(GivenCell.of("The row", size, own.of("other", 1, false), 9).isMissing()).isFalse();
    Missing alone = Missing.of(new MissingWords(List.of("unknown"), true));
    assertThat(GivenCell.of("The row", town, alone, "NA").isMissing()).isFalse();
  }
}
