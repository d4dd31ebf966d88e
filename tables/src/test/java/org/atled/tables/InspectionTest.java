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

  /** 98 and 99 behind ages, 8 and 9 behind a scale; but people who are 8, and grades up to 9. */
  @Test
  void codesForNoAnswerAreTold() {
    StringBuilder text = new StringBuilder("age,health,smokes,people,grade,none,odd,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 9 == 0 ? 99 : 18 + i).append(',');
      text.append(i % 9 == 0 ? 9 : i % 10 == 0 ? 8 : 1 + i % 5).append(',');
      text.append(i % 9 == 0 ? 9 : 1 + i % 2).append(',');
      text.append(i % 30 == 0 ? 8 : 1 + i % 5).append(',');
      text.append(3 + i % 7).append(",,");
      text.append(i % 9 == 0 ? 99 : i + 30.5).append(',');
      text.append(i % 11).append(".5\n");
    }
    Table table = Tables.of(folder, text.toString());
    assertThat(Inspection.of(table).wrong())
        .containsExactly(
            "column \"age\" has 99 in 7 rows, apart from all others (19 to 77), as surveys write"
                + " that there is no answer; if so, say --missing 'age=99'",
            "column \"health\" has 8 and 9 in 12 rows, apart from all others (1 to 5), as surveys"
                + " write that there is no answer; if so, say --missing 'health=8,health=9'",
            "column \"smokes\" has 9 in 7 rows, apart from all others (1 to 2), as surveys write"
                + " that there is no answer; if so, say --missing 'smokes=9'");
    MissingWords said = new MissingWords(List.of("age=99", "health=8", "health=9"), false);
    Table mended = Tables.of(folder, text.toString(), CsvFormat.usual().missing(said));
    assertThat(Inspection.of(mended).wrong()).singleElement().asString().contains("smokes");
  }

  /** Days since a call, where there may have been none; a number below 0 may be measured, too. */
  @Test
  void theOnlyNumberBelowZeroMayStandForNothing() {
    StringBuilder text = new StringBuilder("days,change,few,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 3 == 0 ? -1 : i).append(',');
      text.append(i % 3 == 0 ? -1 : i == 1 ? -2 : i).append(',');
      text.append(i == 7 ? -1 : i % 10).append(',').append(i % 11).append(".5\n");
    }
    assertThat(Inspection.of(Tables.of(folder, text.toString())).wrong())
        .containsExactly(
            "column \"days\" has -1 in 20 rows, more than any other number, and no other below 0,"
                + " as what stands for no value; --missing 'days=-1' takes it so");
  }

  @Test
  void numbersOfDifferentMarksAreTold() {
    StringBuilder text = new StringBuilder("value,weight,lead,rate,ticket,house,name\n");
    for (int i = 10; i < 70; i++) {
      text.append(i % 2 == 0 ? "€%d.1M".formatted(i) : "$%dK".formatted(i)).append(',');
      text.append(i % 2 == 0 ? "0.%d kg".formatted(i) : "%d0 g".formatted(i)).append(',');
      text.append(i % 2 == 0 ? "0.%d".formatted(i) : "<0.%d".formatted(i)).append(',');
      text.append(i % 2 == 0 ? "0.%d".formatted(i) : "%d%%".formatted(i)).append(',');
      text.append(i % 2 == 0 ? "3470%d".formatted(i) : "A/5 21%d".formatted(i)).append(',');
      text.append(i % 2 == 0 ? "no" : "yes").append(",P%d\n".formatted(i));
    }
    Table table = Tables.of(folder, text.toString());
    String rest = "); write them as plain numbers of one unit to have them learned as such";
    String isText = " is text, but looks like numbers with different marks (";
    assertThat(Inspection.of(table).wrong())
        .containsExactly(
            "column \"value\"" + isText + "\"€10.1M\", \"$11K\"" + rest,
            "column \"weight\"" + isText + "\"0.10 kg\", \"110 g\"" + rest,
            "column \"lead\"" + isText + "\"0.10\", \"<0.11\"" + rest,
            "column \"rate\"" + isText + "\"0.10\", \"11%\"" + rest);
    assertThat(Problem.of(table, "house", List.of(), Optional.empty()).warnings())
        .hasSize(4)
        .last()
        .isEqualTo("and 1 more column like these");
  }

  @Test
  void aRowThatSumsUpOthersIsTold() {
    String text = "shop,sales\na,1\nb,2\na,3\nGrand total,6\n";
    Table table = Tables.of(folder, text);
    String told =
        "line 5 is taken for a row, but sums up those above it, as \"Grand total\" in column"
            + " \"shop\" says; if so, delete it";
    assertThat(Inspection.of(table).wrong()).containsExactly(told);
    assertThat(Problem.of(table, "sales", List.of(), Optional.empty()).warnings()).contains(told);
    String twice = text.replace("b,2", "grand Total,2");
    assertThat(Inspection.of(Tables.of(folder, twice)).wrong()).doesNotContain(told);
  }

  /** Of yes and no in any case one word is enough for each. */
  @Test
  void truthsInSeveralWaysAreTold() {
    String text = "a,b,c\n1,yes,1\n0,no,0\nTrue,no,1\nFalse,yes,0\n";
    assertThat(Inspection.of(Tables.of(folder, text)).wrong())
        .containsExactly(
            "column \"a\" has true and false in several ways (\"1\", \"0\", \"True\", \"False\"),"
                + " which are different categories; write each in one");
  }

  @Test
  void aSignThatMaySeparateIsTold() {
    Table table = Tables.of(folder, "a^b^k\n1^2^x\n3^4^y\n");
    assertThat(Inspection.of(table).wrong())
        .containsExactly(
            "there is one column, but each line has \"^\" 2 times; if that separates values, say"
                + " --separator '^'");
    Table control = Tables.of(folder, "a\u0001b\n1\u00012\n3\u00014\n");
    assertThat(Inspection.of(control).wrong().getFirst())
        .endsWith("the sign \\001 once; if that separates values, say --separator $'\\001'");
    assertThat(Inspection.of(Tables.of(folder, "a^b\n1^2\n3\n")).wrong()).isEmpty();
    assertThat(Inspection.of(Tables.of(folder, "a-b\n1-2\n3-4\n")).wrong()).isEmpty();
  }

  /** Embeddings are lists, which no model of sentences reads. */
  @Test
  void listsOfNumbersAreNoSentences() {
    StringBuilder text = new StringBuilder("list,y\n");
    for (int i = 10; i < 40; i++) {
      text.append("\"[0.%d, 0.%d, 0.%d, 1]\",%d\n".formatted(i, i + 1, i + 2, i % 2));
    }
    Column list = Tables.of(folder, text.toString()).column("list");
    assertThat(FreeText.is(list)).isFalse();
  }
}
