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
                + " \"Last\", \"last\"; write them alike if they are one");
  }

  /**
   * Whoever reads it would drop the first, and learn the second as what it is. Of "made", which has
   * too many texts to be used, that is told elsewhere.
   */
  @Test
  void whatCountsRowsAndWhatIsDatesIsTold() {
    StringBuilder text = new StringBuilder("instant,day,stamp,made,at,n\n");
    for (int i = 1; i <= 25; i++) {
      text.append("%d,2024-01-%02d,202402%02d,".formatted(i, i / 2 + 1, i));
      text.append("2023-01-%02d,once,%d.5\n".formatted(i, i * 7 % 5));
    }
    Table table = Tables.of(folder, text.toString());
    List<String> wrong = Inspection.of(table).wrong();
    assertThat(wrong)
        .containsExactly(
            "column \"instant\" counts the rows from 1; leave it out with --drop instant unless"
                + " their order tells something",
            "column \"day\" is learned as text, but looks like dates or times such as 2024-01-01;"
                + " --dates learns them as such",
            "column \"stamp\" is learned as a number, but looks like dates such as 20240201;"
                + " --dates learns them as dates");
    assertThat(Problem.of(table, "n", List.of(), Optional.empty()).warnings())
        .containsExactlyInAnyOrderElementsOf(wrong);
    assertThat(Inspection.of(table.withDates(List.of())).wrong()).hasSize(1);
    String other = text.toString().replaceFirst("(?s)\n.*?\n", "\n");
    assertThat(Inspection.of(Tables.of(folder, other)).wrong())
        .noneMatch(line -> line.contains("instant"));
  }

  /** Beside x, y is a place. */
  @Test
  void whatMayBeTheTargetIsTold() {
    StringBuilder text = new StringBuilder("X,Y,level,area\n");
    for (int i = 0; i < 66; i++) {
      text.append("%d,%d,%d.5,%s\n".formatted(i % 7, i % 5, i % 9, i % 3 > 0 ? "0" : i + "e1"));
    }
    Inspection plain = Inspection.of(Tables.of(folder, text.toString()));
    assertThat(plain.columns()).noneMatch(column -> column.signs().contains("target-like"));
    assertThat(plain.wrong()).isEmpty();
    String skewed = text.toString().replace("63e1", "630e2");
    assertThat(Inspection.of(Tables.of(folder, skewed)).wrong())
        .containsExactly(
            "half of what is above 0 in column \"area\" is below 330.0 and the greatest is 63000.0,"
                + " which alone would decide what is learned; --log-target learns the logarithm if"
                + " it is the target");
    assertThat(signs("x,y\n1,2\n2,3\n3,5\n")).contains("target-like");
    assertThat(signs("y,x\n1.5,0.25\n2,3\n3,5\n")).contains("target-like");
  }

  private List<String> signs(String text) {
    Inspection inspection = Inspection.of(Tables.of(folder, text));
    return inspection.columns().stream()
        .filter(column -> column.column().name().equals("y"))
        .findFirst()
        .orElseThrow()
        .signs();
  }

  /** 15024 is a sum as others are; -1, 9999, 500 and 65535 are written for none. */
  @Test
  void numbersThatWereMeasuredMayLieFarOff() {
    for (String far : List.of("15024", "-1", "9999", "500", "65535")) {
      StringBuilder text = new StringBuilder("gain,y\n");
      for (int i = 0; i < 40; i++) {
        text.append(i % 10 == 0 ? far : "0." + i % 7).append(',').append(i % 11).append(".5\n");
      }
      assertThat(Inspection.of(Tables.of(folder, text.toString())).wrong())
          .as(far)
          .hasSize(far.equals("15024") ? 0 : 1);
    }
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
