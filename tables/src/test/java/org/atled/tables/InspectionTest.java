package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a table is said to be. */
class InspectionTest {
  @TempDir private Path folder = Path.of("");

  /** One pass over the texts: comparing each with all others would take minutes. */
  @Test
  void capitalsAreComparedInColumnsOfManyTexts() {
    int count = 100_000;
    StringBuilder text = new StringBuilder("name,n\n");
    for (int i = 0; i < count; i++) {
      text.append("k").append(i).append(',').append(i % 7).append('\n');
    }
    text.append("Last,1\nlast,2\n");
    assertThat(Inspection.of(Tables.of(folder, text.toString())).wrong())
        .containsExactly(
            "column \"name\" has texts that differ in capitals alone, and are different categories:"
                + " \"Last\", \"last\"");
  }

  /** Far from all others, and in several rows. */
  @Test
  void numbersThatStandForNoValueAreTold() {
    StringBuilder text = new StringBuilder("low,high,zero,near,once,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 8 == 0 ? -999 : i % 7).append(',');
      text.append(i % 8 == 0 ? 99999 : i % 7 - 3).append(',');
      text.append(i % 8 == 0 ? 0 : 500 + i % 7).append(',');
      text.append(i % 8 == 0 ? -5 : i % 7).append(',');
      text.append(i == 9 ? 9999 : i % 7).append(',');
      text.append(i % 11).append(".5\n");
    }
    Table table = Tables.of(folder, text.toString());
    assertThat(Inspection.of(table).wrong())
        .containsExactly(
            "column \"low\" has -999 in 5 rows, far from all others (0.0 to 6.0), as what stands"
                + " for no value; --missing -999 takes it so",
            "column \"high\" has 99999 in 5 rows, far from all others (-3.0 to 3.0), as what stands"
                + " for no value; --missing 99999 takes it so");
    assertThat(Problem.of(table, "y", List.of("high"), Optional.empty()).warnings())
        .singleElement()
        .asString()
        .startsWith("column \"low\" has -999 in 5 rows");
  }
}
