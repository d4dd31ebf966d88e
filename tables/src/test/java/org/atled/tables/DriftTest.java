package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables beside the one that was learned from. */
class DriftTest {
  @TempDir private Path folder = Path.of("");

  /** 1,000 rows; what differs is made of i by these. */
  private Table table(IntUnaryOperator number, IntUnaryOperator text, IntUnaryOperator day) {
    StringBuilder lines = new StringBuilder("n,t,d,y\n");
    for (int i = 0; i < 1000; i++) {
      int n = number.applyAsInt(i);
      lines.append(n < 0 ? "" : n + "").append(",k").append(text.applyAsInt(i));
      lines.append(",2024-03-").append("%02d".formatted(1 + day.applyAsInt(i)));
      lines.append(',').append(i % 5).append(".5\n");
    }
    return Tables.of(folder, lines.toString());
  }

  private Preparation learned() {
    Table table = table(i -> i % 100, i -> i % 4, i -> i % 28).withDates(List.of());
    Problem problem = Problem.of(table, "y", List.of(), Optional.of(Kind.REGRESSION));
    return Preparation.fit(problem, table.allRows());
  }

  private static List<Drift.Change> changes(Preparation preparation, Table table) {
    return preparation.drift(table).stream().map(Drift::change).toList();
  }

  @Test
  void whatLiesAlikeHasNoDrift() {
    Preparation preparation = learned();
    Table other = table(i -> (i + 37) % 100, i -> (i + 1) % 4, i -> (i + 5) % 28);
    assertThat(changes(preparation, other)).containsOnly(Drift.Change.NONE);
    Drift same = preparation.drift(table(i -> i % 100, i -> i % 4, i -> i % 28)).getFirst();
    assertThat(same.index()).isZero();
    assertThat(same.mean().orElseThrow()).isEqualTo(49.5);
    assertThat(same.chance()).isCloseTo(9 * 2 / 1000.0, within(1e-12));
  }

  @Test
  void eachColumnIsLookedAtForItself() {
    Preparation preparation = learned();
    assertThat(changes(preparation, table(i -> i % 100 + 40, i -> i % 4, i -> i % 28)))
        .containsExactly(Drift.Change.GREAT, Drift.Change.NONE, Drift.Change.NONE);
    assertThat(changes(preparation, table(i -> i % 100, i -> i % 10, i -> i % 28)))
        .containsExactly(Drift.Change.NONE, Drift.Change.GREAT, Drift.Change.NONE);
    assertThat(changes(preparation, table(i -> i % 100, i -> i % 4, i -> i % 14)))
        .containsExactly(Drift.Change.NONE, Drift.Change.NONE, Drift.Change.GREAT);
    Drift gaps =
        preparation
            .drift(table(i -> i % 4 == 0 ? -1 : i % 100, i -> i % 5, i -> i % 28))
            .getFirst();
    assertThat(gaps.learned().missing()).isZero();
    assertThat(gaps.here().missing()).isEqualTo(0.25);
    assertThat(gaps.change()).isEqualTo(Drift.Change.GREAT);
    Drift unknown = preparation.drift(table(i -> 1, i -> i % 5, i -> 1)).get(1);
    assertThat(unknown.here().unknown()).isEqualTo(0.2);
  }

  /** By hand: p = (1/2, 1/2), q = (1/4, 3/4) gives (1/4) ln 3. */
  @Test
  void theIndexIsThatOfItsFormula() {
    Profile learned = new Profile(2, List.of(1.0), List.of(0.5, 0.5, 0.0, 0.0));
    Profile here = new Profile(4, List.of(1.0), List.of(0.25, 0.75, 0.0, 0.0));
    assertThat(learned.stability(here)).isCloseTo(0.25 * Math.log(3), within(1e-12));
    assertThat(learned.chance(here)).isEqualTo(0.75);
  }

  @Test
  void profilesAreSavedAndCheckedAndOldModelsHaveNone() {
    Preparation preparation = learned();
    String json = preparation.json().compact();
    assertThat(read(preparation, json)).isEqualTo(preparation);
    String without = json.replaceFirst("\"profiles\":\\[.*?}],", "");
    Preparation old = read(preparation, without);
    assertThat(old.profiles()).isEmpty();
    Table table = table(i -> 1, i -> 1, i -> 1);
    assertThatThrownBy(() -> old.drift(table))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("it was saved before models did");
    assertThatThrownBy(
            () -> read(preparation, json.replaceFirst("\"bounds\":\\[[^,]*,", "\"bounds\":[")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("\"profiles[0]\"", "does not go with column \"n\".");
  }

  private static Preparation read(Preparation like, String json) {
    return Preparation.read(JsonPlace.parse(json, "model.json"), like.info("t"));
  }
}
