package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.atled.core.error.FormatException;
import org.junit.jupiter.api.Test;

class TypedTableTest {
  private static final Path NAME = Path.of("t");

  private static Table table(ValueType type, String... values) {
    TypedTable table =
        new TypedTable(NAME, List.of(new TypedTable.Field("a", type)), Scratch.usual());
    for (String value : values) {
      table.add(List.of(value));
    }
    return table.done(Form.PARQUET, CsvFormat.usual(), "0", List.of());
  }

  @Test
  void aColumnIsWhatItsTypeSays() {
    assertThat(table(ValueType.TEXT, "1", "2").column("a").isNumeric()).isFalse();
    // As text it might have its point between thousands.
    assertThat(table(ValueType.NUMBER, "1.234", "2.345").column("a").number(0)).isEqualTo(1.234);
    Column truth = table(ValueType.TRUTH, "true", "").column("a");
    assertThat(truth.levels()).contains(List.of("false", "true"));
    assertThat(truth.missing()).isEqualTo(1);
    assertThat(table(ValueType.DATE, "2024-01-31", "18:30:00").column("a").dates())
        .contains(DateOrder.YEAR_FIRST);
  }

  @Test
  void textsThatAreDatesAreLearnedAsSuchIfSomebodySaysSo() {
    Table table = table(ValueType.TEXT, "31.01.2024", "01.02.2024");
    assertThat(table.column("a").dates()).isEmpty();
    assertThat(table.withDates(List.of()).column("a").dates()).contains(DateOrder.DAY_FIRST);
    assertThat(table.withText(List.of("a")).column("a").mayBeDates()).isFalse();
  }

  @Test
  void numbersHaveNoMoreDigitsThanThereAre() {
    assertThat(TypedTable.text(0.1f)).isEqualTo("0.1");
    assertThat(TypedTable.text(0.1)).isEqualTo("0.1");
    assertThat(TypedTable.text(3.0)).isEqualTo("3");
    assertThat(TypedTable.text(Float.NaN)).isEmpty();
    assertThat(TypedTable.text(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  @Test
  void moreRowsThanFitIntoMemoryAreRefused() {
    TypedTable table =
        new TypedTable(
            NAME, List.of(new TypedTable.Field("a", ValueType.TEXT)), Scratch.usual(), 1 << 20);
    assertThatThrownBy(() -> table.expect(1 << 20))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "t: 1,048,576 rows take more than half of the memory that Java has, 2 MB, wherever"
                + " their values lie; give it more, as by ATLED_JAVA_OPTS=-Xmx32g, or read fewer"
                + " rows.");
    table.expect(1 << 15);
    // Values need not lie there.
    table.add(List.of("x".repeat(1 << 21)));
  }
}
