package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code atled inspect}. */
class InspectTest {
  @TempDir Path folder;

  private Path file() throws IOException {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i ->
                String.join(
                    ";",
                    Integer.toString(i),
                    i % 7 + ",5",
                    i % 7 + ".5",
                    i % 2 == 0 ? "True" : "False",
                    "2024-01-" + (10 + i % 9),
                    i % 10 == 3 ? "-" : "" + i % 5,
                    "9",
                    "n" + i,
                    i == 30 ? "inf" : "" + i * i,
                    "",
                    i % 3 == 0 ? "Cat" : i % 3 == 1 ? "cat" : "dog",
                    i % 4 == 0 ? "yes" : "no"))
            .collect(Collectors.joining("\n"));
    return Files.writeString(
        folder.resolve("t.csv"), ";a;b;truth;day;gap;nine;name;far;void;pet;kind\n" + rows + "\n");
  }

  private static JsonPlace column(JsonPlace json, String name) {
    return json.list("columns").stream()
        .filter(column -> column.string("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itSaysWhatEachColumnIsAndWhatBecomesOfIt() throws IOException {
    JsonPlace json = Atled.done("inspect", file().toString(), "--json").json();

    assertThat(json.intValue("rows")).isEqualTo(40);
    assertThat(json.object("format").string("separator")).isEqualTo("semicolon");
    assertThat(json.strings("notes"))
        .containsExactly(
            "column \"a\": \"0,5\" is read as 0.5; --decimal point if its comma parts thousands");
    JsonPlace index = column(json, "#0");
    assertThat(index.strings("signs")).containsExactly("index");
    assertThat(index.string("unused")).startsWith("it has no name and tells rows apart");
    JsonPlace a = column(json, "a");
    assertThat(a.string("type")).isEqualTo("number");
    assertThat(a.doubleValue("min")).isEqualTo(0.5);
    assertThat(a.doubleValue("max")).isEqualTo(6.5);
    assertThat(a.intValue("inputs")).isEqualTo(1);
    assertThat(a.strings("examples")).containsExactly("0,5", "1,5", "2,5");
    assertThat(column(json, "b").string("unused")).isEqualTo("it is column \"a\" again");
    assertThat(column(json, "truth").string("type")).isEqualTo("true/false");
    assertThat(column(json, "truth").intValue("inputs")).isEqualTo(2);
    assertThat(column(json, "day").string("type")).isEqualTo("date");
    assertThat(column(json, "gap").object("missing_as").intValue("-")).isEqualTo(4);
    assertThat(column(json, "gap").intValue("distinct")).isEqualTo(5);
    assertThat(column(json, "nine").strings("signs")).containsExactly("constant");
    assertThat(column(json, "name").strings("signs")).containsExactly("identifier");
    assertThat(column(json, "name").string("unused"))
        .isEqualTo(
            "it has 40 different texts in 40 rows to learn from, such as \"n0\", too many to be"
                + " categories");
    assertThat(column(json, "void").string("type")).isEqualTo("empty");
    assertThat(column(json, "kind").strings("signs")).containsExactly("target-like");
    assertThat(json.strings("wrong"))
        .containsExactly(
            "column \"day\" is learned as text, but looks like dates or times such as 2024-01-10;"
                + " --dates learns them as such",
            "column \"far\" has \"inf\" on line 32, with which nothing is learned; --missing inf"
                + " has it filled, --drop far leaves the column out",
            "column \"pet\" has texts that differ in capitals alone, and are different categories:"
                + " \"Cat\", \"cat\"; write them alike if they are one");
  }

  @Test
  void peopleGetALineForEachColumn() throws IOException {
    Path file = file();
    List<String> lines = Atled.done("inspect", file.toString()).out().lines().toList();

    assertThat(lines.getFirst())
        .isEqualTo("data: " + file + ", 40 rows of 12 values, separated by semicolon");
    assertThat(lines.get(2)).matches("column +type +missing +distinct +values +for training");
    assertThat(lines.get(4)).matches("a +number +0 +7 +0\\.5 to 6\\.5 +1 number");
    assertThat(lines.get(8)).matches("gap +number +4 as - +5 +0 to 4 +1 number");
    assertThat(lines).anyMatch(line -> line.equals("not used: \"nine\": it has 9 in every row"));
    assertThat(lines.getLast()).startsWith("looks wrong: column \"pet\"");
  }

  /** Training makes of the columns what was said before. */
  @Test
  void trainGoesByTheSameDecisions() throws IOException {
    String file = file().toString();
    JsonPlace seen = Atled.done("inspect", file, "--json", "--missing", "inf").json();
    JsonPlace trained =
        Atled.run(
                "train",
                file,
                "--target",
                "kind",
                "--missing",
                "inf",
                "--epochs",
                "1",
                "--out",
                folder.resolve("m").toString(),
                "--json")
            .json();
    assertThat(trained.object("unused").keys())
        .containsExactlyInAnyOrderElementsOf(
            seen.list("columns").stream()
                .filter(column -> !column.get("unused").value().compact().equals("null"))
                .map(column -> column.string("name"))
                .toList());
    assertThat(trained.intValue("inputs"))
        .isEqualTo(
            seen.list("columns").stream()
                .filter(column -> !column.string("name").equals("kind"))
                .mapToInt(column -> column.intValue("inputs"))
                .sum());
  }
}
