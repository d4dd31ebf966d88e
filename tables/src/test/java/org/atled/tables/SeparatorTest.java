package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Separators that somebody says, and pairs of pipes. */
class SeparatorTest {
  private static final CsvFormat USUAL = CsvFormat.usual();

  @TempDir private Path folder = Path.of("");

  private static double[] numbers(Column column) {
    return IntStream.range(0, column.size()).mapToDouble(column::number).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"||", "^", "~|~", "\u0001", "::", "§", " | ", "!", "&&", "pipe"})
  void mayBeAnyCharacters(String said) {
    Separator separator = Separator.of(said);
    String text = "a^\"b\"^c\n1^x, y^-2.5\n\n3^\"x^\"\"z\"^4\n5^^6\n".replace("^", separator.mark);
    Table table = Tables.of(folder, text, USUAL.separatedBy(separator));
    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b", "c");
    assertThat(numbers(table.column("a"))).containsExactly(1, 3, 5);
    assertThat(numbers(table.column("c"))).containsExactly(-2.5, 4, 6);
    assertThat(table.column("b").text(0)).isEqualTo("x, y");
    assertThat(table.column("b").text(1)).isEqualTo("x%s\"z".formatted(separator.mark));
    assertThat(table.column("b").isMissing(2)).isTrue();
    CsvFormat read = CsvFormat.read(JsonPlace.parse(table.format().json().compact(), "model.json"));
    assertThat(read.separator()).contains(separator);
  }

  @Test
  void aNameAndItsCharactersAreOne() {
    for (Separator one : Separator.named()) {
      assertThat(Separator.of(one.mark)).isSameAs(one);
      assertThat(Separator.of(one.toString())).isSameAs(one);
    }
    assertThat(Separator.of("||")).isEqualTo(Separator.of("||")).isNotEqualTo(Separator.PIPE);
    assertThat(List.of(Separator.of("||"))).hasToString("[||]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a|", "\"", "|\n", "\\", "-", "..", "  ", "#", "|||||||||"})
  void someSeparateNothing(String mark) {
    assertThatThrownBy(() -> Separator.of(mark))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "there is no separator \""
                + mark
                + "\"; it is comma, semicolon, tab, pipe, double-colon, space, or up to 8"
                + " characters as they stand in the file, such as \"||\", of which none is a"
                + " letter, digit, quote, backslash, # or line break and one at least none of + - ."
                + " _ and blanks.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a||b||c\n1||||3\n4||5||6\n",
        "a||b||c\n1||\"|\"||3\n",
        "A title\na||b||c\n1||2||3\n4||5||6\n"
      })
  void pipesInPairsSeparateTogether(String text) {
    Table table = Tables.of(folder, text, USUAL);
    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b", "c");
    assertThat(table.format().separator()).contains(Separator.of("||"));
  }

  /** An empty column between two others has a place of its own where one row has a value there. */
  @ParameterizedTest
  @ValueSource(strings = {"a||c\n1||3\n4|5|6\n", "a|b|c\n1||3\n4||6\n"})
  void onePipeThatSomethingFollowsSeparatesAlone(String text) {
    Table table = Tables.of(folder, text, USUAL);
    assertThat(table.columns()).hasSize(3);
    assertThat(table.format().separator()).contains(Separator.PIPE);
  }

  /** Of rows without a header one may have a value there that these do not. */
  @Test
  void withoutAHeaderAPipeSeparatesAlone() {
    Table table = Tables.of(folder, "1||3\n4||6\n", USUAL.withoutHeader());
    assertThat(table.columns()).hasSize(3);
  }
}
