package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
}
