package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Hugging Face's library makes of texts in many scripts, which {@code expected.py} wrote. */
class PipelineTokenizerTest {
  private static final List<String> TEXTS = file("texts").strings("texts");

  static Stream<String> names() {
    return file("texts").strings("names").stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aTextGetsTheIdsThatTheLibraryGivesIt(String name) {
    JsonPlace file = file(name);
    PipelineTokenizer tokenizer = tokenizer(file);
    List<JsonPlace> ids = file.list("ids");
    List<String> texts = file.strings("decoded");
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = TEXTS.get(i);
      int[] expected = ids(ids.get(i));
      String decoded = texts.get(i);
      compare(
          differences, text, shown(tokenizer, expected), shown(tokenizer, tokenizer.encode(text)));
      compare(differences, text, decoded, tokenizer.decode(expected));
      compare(differences, text, decoded, streamed(tokenizer, expected));
    }
    int[] pairs = {2, 11, 26};
    for (int i = 0; i < pairs.length; i++) {
      String first = TEXTS.get(pairs[i]);
      int[] found = tokenizer.encodePair(first, TEXTS.get(pairs[i] + 1));
      compare(
          differences,
          first,
          shown(tokenizer, ids(file.list("pairs").get(i))),
          shown(tokenizer, found));
    }
    assertThat(String.join("\n", differences)).isEmpty();
  }

  private static void compare(
      List<String> differences, String text, String expected, String found) {
    if (!found.equals(expected)) {
      differences.add(text + "\n expected: " + expected + "\n found:    " + found);
    }
  }

  private static String shown(PipelineTokenizer tokenizer, int... ids) {
    return IntStream.of(ids)
        .mapToObj(id -> id + ":" + tokenizer.tokenOf(id))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @MethodSource("names")
  void idsInAnyOrderGetTheTextThatTheLibraryGivesThem(String name) {
    JsonPlace file = file(name);
    PipelineTokenizer tokenizer = tokenizer(file);
    List<JsonPlace> mixed = file.list("mixed");
    List<String> decoded = file.strings("mixed_decoded");
    for (int i = 0; i < mixed.size(); i++) {
      int[] ids = ids(mixed.get(i));
      assertThat(tokenizer.decode(ids)).isEqualTo(decoded.get(i));
    }
  }

  @Test
  void whatIsSavedIsTheFile() {
    JsonPlace file = file("bert-cased");
    PipelineTokenizer tokenizer = tokenizer(file);
    assertThat(tokenizer.toJson()).isEqualTo(file.get("tokenizer").value());
    assertThat(tokenizer).hasToString("420 tokens by WordPiece");
    assertThat(tokenizer.idOf("[CLS]")).hasValue(2);
    assertThat(tokenizer.tokenOf(2)).isEqualTo("[CLS]");
    assertThat(tokenizer.idOf("no such token")).isEmpty();
  }

  static JsonPlace file(String name) {
    String path = "expected/" + name + ".json";
    try (InputStream file = PipelineTokenizerTest.class.getResourceAsStream(path)) {
      return JsonPlace.parse(file.readAllBytes(), path);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PipelineTokenizer tokenizer(JsonPlace file) {
    return (PipelineTokenizer) Tokenizers.of(file.get("tokenizer"));
  }

  private static int[] ids(JsonPlace list) {
    return list.items().stream().mapToInt(id -> (int) id.asLong()).toArray();
  }

  private static String streamed(Tokenizer tokenizer, int... ids) {
    Tokenizer.Decoder decoder = tokenizer.decoder();
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(decoder.next(id));
    }
    return text.append(decoder.end()).toString();
  }
}
