package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows over a text, and lines. */
class TextDataTest {
  private static final Tokenizer LETTERS = CharacterTokenizer.of("abcdefghij");

  @TempDir Path folder;

  private static String ten(int times) {
    return "abcdefghij".repeat(times);
  }

  @Test
  void aWindowFollowsAnotherAndTargetsAreOneStepLater() {
    TextWindows windows = TextWindows.of("t", Tokens.of(0, 1, 2, 3, 4, 5, 6, 7, 8), 10, 3);

    assertThat(windows.size()).isEqualTo(2);
    assertThat(windows.tokens()).isEqualTo(6);
    Batch batch = windows.batch(1, 0);
    assertThat(batch.x().shape()).isEqualTo(Shape.of(2, 3));
    assertThat(batch.x().toLongs()).containsExactly(3, 4, 5, 0, 1, 2);
    assertThat(batch.y().toLongs()).containsExactly(4, 5, 6, 1, 2, 3);
    assertThat(windows.tokensPerCharacter()).isNaN();
    assertThat(TextWindows.of("t", new ByteTokenizer(), "aé€", 2).tokensPerCharacter())
        .isEqualTo(2);
  }

  @Test
  void theLastTenthIsMeasuredAndEpochsShift() {
    Split split = TextWindows.split("t", LETTERS, ten(10), 4, Seed.of(1));

    assertThat(split.test().size()).isEqualTo(2);
    assertThat(split.test().batch(0).x().toLongs()).containsExactly(0, 1, 2, 3);
    assertThat(split.train().size()).isEqualTo(21);
    assertThat(split.test().inEpoch(3)).isSameAs(split.test());
    Set<Long> beginnings = new TreeSet<>();
    for (int epoch = 0; epoch < 40; epoch++) {
      Dataset shifted = split.train().inEpoch(epoch);
      assertThat(shifted.size()).isEqualTo(21);
      beginnings.add(shifted.batch(0).x().toLongs()[0]);
      long[] last = shifted.batch(20).y().toLongs();
      assertThat(last[3]).isEqualTo((shifted.batch(0).x().toLongs()[0] + 84) % 10);
    }
    assertThat(beginnings).containsExactly(0L, 1L, 2L, 3L);
    assertThat(split.train().inEpoch(7).batch(2).x().toLongs())
        .isEqualTo(split.train().inEpoch(7).batch(2).x().toLongs());
  }

  @Test
  void aCutIsNotInTheMiddleOfACharacter() {
    assertThat(TextWindows.cut(ten(1))).isEqualTo(9);
    assertThat(TextWindows.cut("abcdefgh𝄞j")).isEqualTo(8);
  }

  @Test
  void aTextShorterThanAWindowIsRefused() {
    assertThatThrownBy(() -> TextWindows.of("t", Tokens.of(1, 2, 3), 10, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Text \"t\" has 3 ids, but a window takes 4, the context and one more; take a context"
                + " of at most 2 (--context), or a longer text.");
    assertThatThrownBy(() -> TextWindows.split("t", LETTERS, ten(5), 128, Seed.of(1)))
        .hasMessage(
            "Text \"t\": its last tenth, which is measured on, has 5 ids, but a window takes 129,"
                + " the context and one more; take a context of at most 4 (--context), or a longer"
                + " text.");
    assertThatThrownBy(() -> TextWindows.of("t", Tokens.of(1), 10, 3))
        .hasMessageEndingWith(
            "has 1 ids, but a window takes 4, the context and one more; take a longer text.");
    assertThatThrownBy(() -> TextWindows.of("t", Tokens.of(1, 2, 9, 3), 9, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Text \"t\": the id 9 at 2 is not in the vocabulary, whose 9 ids go from 0 to 8; was it"
                + " made by another tokenizer?");
    assertThatThrownBy(() -> TextWindows.of("t", Tokens.of(1, 2), 9, 0))
        .hasMessage("Text \"t\": the context is 0 but must be at least 1.");
  }

  @Test
  void idsMayLieInAFile() throws IOException {
    int[] ids = IntStream.range(0, 9000).map(i -> i * 7 % 70_000).toArray();
    Path file = folder.resolve("ids");
    Tokens.of(ids).write(file);
    Tokens mapped = Tokens.map(file);

    assertThat(mapped.size()).isEqualTo(9000);
    assertThat(IntStream.range(0, 9000).map(mapped::at))
        .containsExactly(Arrays.stream(ids).boxed().toArray(Integer[]::new));
    assertThat(mapped.slice(5, 9).at(1)).isEqualTo(42);
    assertThat(TextWindows.of("t", mapped, 70_000, 4).batch(3).y().toLongs())
        .containsExactly(91, 98, 105, 112);
    assertThatThrownBy(() -> mapped.slice(3, 9001))
        .hasMessage("Tokens: there is no part from 3 to 9001 of 9000 ids.");
    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Tokens.map(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": it has 3 bytes, which are no whole number of ids of 4 bytes; was it cut"
                + " short?");
  }

  @Test
  void linesBeginAndEndWithAMark() {
    TextLines lines = TextLines.of("t", LETTERS, List.of("abc", "j", "abcdefgh"), 9);

    assertThat(lines.vocabulary()).isEqualTo(11);
    assertThat(lines.tokens()).isEqualTo(15);
    assertThat(lines.tokensPerCharacter()).isEqualTo(1);
    Batch batch = lines.batch(1, 0);
    assertThat(batch.x().shape()).isEqualTo(Shape.of(2, 8));
    assertThat(batch.x().toLongs())
        .containsExactly(10, 9, 10, 10, 10, 10, 10, 10, 10, 0, 1, 2, 10, 10, 10, 10);
    assertThat(batch.y().toLongs())
        .containsExactly(
            9, 10, -100, -100, -100, -100, -100, -100, 0, 1, 2, 10, -100, -100, -100, -100);
    assertThat(batch.get(TokenData.SIZE).toFloats()).containsExactly(5, 5);
    assertThat(lines.batch(2).x().shape()).isEqualTo(Shape.of(1, 9));
  }

  @Test
  void batchesAreOfSimilarLengthsAndEachLineComesOnce() {
    List<int[]> ids = IntStream.range(0, 205).mapToObj(i -> new int[1 + i * 37 % 60]).toList();
    TextLines lines = TextLines.of("t", ids, 10, 61);
    DataLoader loader = DataLoader.of(lines, 10).shuffled(Seed.of(2));

    long padded = 0;
    Set<Long> seen = new TreeSet<>();
    for (Batch batch : loader.epoch(1)) {
      padded += batch.x().shape().elements();
      Arrays.stream(batch.index().toLongs()).forEach(seen::add);
    }
    assertThat(seen).hasSize(205);
    assertThat(padded).isLessThan((long) (lines.tokens() * 1.25));
    int[] order = lines.order(Seed.of(2), 10);
    assertThat(order)
        .isNotEqualTo(lines.order(Seed.of(3), 10))
        .isEqualTo(lines.order(Seed.of(2), 10));
  }

  @Test
  void aTenthOfTheLinesIsMeasured() {
    List<String> names =
        IntStream.range(0, 40).mapToObj(i -> "abcdefghij".substring(i % 7, 8)).toList();
    Split split = TextLines.split("t", LETTERS, names, 0, Seed.of(3));

    assertThat(split.test().size()).isEqualTo(4);
    assertThat(split.train().size()).isEqualTo(36);
    assertThat(((TokenData) split.train()).context()).isEqualTo(9);
    Dataset learned = TextLines.of("t", LETTERS, TextLines.toLearn(names, Seed.of(3)), 9);
    int[] all = IntStream.range(0, 36).toArray();
    assertThat(learned.batch(all).x().toLongs()).isEqualTo(split.train().batch(all).x().toLongs());
    assertThatThrownBy(() -> TextLines.split("t", LETTERS, names, 8, Seed.of(3)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Text \"t\": line 1 has 8 ids and a mark, more than the context of 8; train with"
                + " --context 9, or shorten the line.");
    assertThatThrownBy(() -> TextLines.split("t", LETTERS, List.of("ab", "ax"), 8, Seed.of(3)))
        .hasMessageStartingWith("Line 2: The character \"x\" (U+0078) at line 1, column 2 is none");
    assertThatThrownBy(() -> TextLines.split("t", LETTERS, List.of("a"), 0, Seed.of(3)))
        .hasMessage(
            "Text \"t\" has one line, but one is learned from and another measured on; give it"
                + " more, or leave --lines out.");
    assertThatThrownBy(() -> TextLines.of("t", List.of(), 3, 3))
        .hasMessage("Text \"t\": there is no line; give it at least one.");
    assertThatThrownBy(() -> TextLines.of("t", List.of(new int[] {3}), 3, 3))
        .hasMessageStartingWith("Text \"t\": the id 3 at 0 is not in the vocabulary, whose 3 ids");
  }

  @Test
  void filesAreText() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "\uFEFFhé\r\n\nb\n");
    assertThat(TextFile.read(file)).isEqualTo("hé\r\n\nb\n");
    assertThat(TextFile.lines(TextFile.read(file), "a")).containsExactly("hé", "b");

    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> TextFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": the file is empty; give it some text.");
    Files.write(file, new byte[] {'a', 'b', (byte) 0x89, 'P', 'N', 'G'});
    assertThatThrownBy(() -> TextFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": at byte 2: 0x89 is no text in UTF-8; name a file of text, or save it as"
                + " UTF-8.");
    Files.write(file, new byte[] {'a', 0, 'b'});
    assertThatThrownBy(() -> TextFile.read(file))
        .hasMessageContaining("at byte 1: 0x00 is no text");
    assertThatThrownBy(() -> TextFile.read(folder.resolve("b.txt")))
        .isInstanceOf(AtledException.class)
        .hasMessage("There is no file " + folder.resolve("b.txt") + "; check the path.");
    assertThatThrownBy(() -> TextFile.lines("\n \n", "b.txt"))
        .hasMessage("b.txt: all lines are empty; give it one with some text.");
    assertThat(TextFile.decoded("é".getBytes(StandardCharsets.UTF_8), "x")).isEqualTo("é");
  }
}
