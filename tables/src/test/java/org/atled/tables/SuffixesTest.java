package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters behind numbers that count thousands. */
class SuffixesTest {
  @TempDir private Path folder = Path.of("");

  private Column column(String values) {
    String rows = String.join("\n", values.split(";")).replaceAll("(?m)$", "\tx");
    return Tables.of(folder, "n\tt\n" + rows + "\n").column("n");
  }

  private static double[] numbers(Column column) {
    return IntStream.range(0, column.size()).mapToDouble(column::number).toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.1K;2M;3B | 1100 | 2000000 | 3000000000",
        "1.5k;700;2.25M | 1500 | 700 | 2250000",
        "€1.2M;€560K;€0 | 1200000 | 560000 | 0",
        "$1,234K;-$2K;($3M) | 1234000 | -2000 | -3000000",
        "1,5K;2,5K;7 | 1500 | 2500 | 7",
        "5K;7K;9K | 5000 | 7000 | 9000",
        "1T;2B;1K | 1e12 | 2e9 | 1000",
      })
  void areNumbers(String values, double a, double b, double c) {
    Column column = column(values);
    assertThat(column.isNumeric()).isTrue();
    assertThat(numbers(column)).containsExactly(a, b, c);
  }

  /** Of doors and sizes, of sexes, and of units whose number stands apart. */
  @ParameterizedTest
  @ValueSource(strings = {"12;12B;14", "M;F;M", "12M;12F;7M", "4K;5 kg;7", "5m;7;9m", "K;M;B"})
  void areTextElsewhere(String values) {
    assertThat(column(values).isNumeric()).isFalse();
  }

  @Test
  void aUnitStaysOne() {
    Column kelvin = column("300 K;310 K;290 K");
    assertThat(numbers(kelvin)).containsExactly(300, 310, 290);
    assertThat(kelvin.notation().unit()).isEqualTo("K");
    Column bytes = column("3B;4B;5B");
    assertThat(numbers(bytes)).containsExactly(3, 4, 5);
    assertThat(bytes.notation().unit()).isEqualTo("B");
    assertThat(numbers(column("300 K;310K;290 K"))).containsExactly(300, 310, 290);
  }

  /** Also where so many have a currency that reading them as units would end early. */
  @Test
  void billionsOfMoneyCountThousands() {
    assertThat(numbers(column("$1.5B;$2B;$0.5B"))).containsExactly(1.5e9, 2e9, 0.5e9);
    double[] some = numbers(column("1;2;3;4;5;6;7;8;9;10;11;12;" + "$1B;".repeat(1500) + "$2B"));
    assertThat(some).hasSize(1513).endsWith(1e9, 2e9);
  }

  @Test
  void areTold() {
    assertThat(Tables.of(folder, "n,t\n5,x\n1.1K,y\n").remarks())
        .containsExactly(
            "column \"n\": \"1.1K\" is read as 1100; --text if its letters count no thousands");
  }

  /** What a model learned holds of files that leave a choice. */
  @Test
  void areReadAsTheyWereLearned() {
    Notation learned = column("1.1K;2M;7").notation();
    assertThat(learned.suffixed()).isTrue();
    assertThat(numbers(column("2B").as(learned))).containsExactly(2e9);
    assertThat(numbers(column("2B;3B").as(learned))).containsExactly(2e9, 3e9);
    assertThat(numbers(column("1500;12").as(learned))).containsExactly(1500, 12);
    Notation kelvin = column("300 K;310 K").notation();
    assertThat(numbers(column("5K;6K").as(kelvin))).containsExactly(5, 6);
    assertThat(numbers(column("5K;6M").as(Notation.PLAIN))).containsExactly(5000, 6e6);
  }

  @Test
  void areSavedWithTheModel() {
    StringBuilder text = new StringBuilder("n,y\n");
    for (int i = 1; i < 30; i++) {
      text.append(i % 2 == 0 ? i + "K" : i + "00").append(',').append(i * 1.5).append('\n');
    }
    Table table = Tables.of(folder, text.toString());
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty());
    Preparation fitted = Preparation.fit(problem, problem.rows());
    JsonPlace json = JsonPlace.parse(fitted.json().compact(), "model.json");
    assertThat(Preparation.read(json, fitted.info("t"))).isEqualTo(fitted);
    assertThat(fitted.json().compact()).contains("\"suffixed\":true");
    assertThatThrownBy(() ->
            fitted.examples(
                Tables.of(folder, "n,y\n5 kg,1\n6 kg,2\n"), new int[] {0}, "x", new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("is in kg, but the model learned numbers without a unit");
  }
}
