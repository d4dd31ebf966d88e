package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;

class BytePairTrainingTest {
  private static final String MIXED =
      String.join("\n", PipelineTokenizerTest.file("texts").strings("texts"));

  /** Of texts in many scripts, all twice, with 344 merges, among them many ties. */
  @Test
  void learnsWhatHuggingFacesLibraryLearns() {
    JsonPlace expected = PipelineTokenizerTest.file("trained").get("tokenizer");
    JsonPlace learned = json(BytePairTraining.of(600).train(MIXED + "\n" + MIXED));
    assertThat(merges(learned))
        .isEqualTo(
            expected.object("model").list("merges").stream()
                .map(pair -> pair.items().get(0).asString() + " " + pair.items().get(1).asString())
                .toList());
    assertThat(learned.object("model").get("vocab").value().compact().length())
        .isEqualTo(expected.object("model").get("vocab").value().compact().length());
    for (String token : expected.object("model").object("vocab").keys()) {
      assertThat(learned.object("model").object("vocab").longValue(token))
          .as(token)
          .isEqualTo(expected.object("model").object("vocab").longValue(token));
    }
  }

  @Test
  void theMostFrequentPairIsFirstAndOfEqualOnesThatOfSmallerIds() {
    // b a: 4 times; n a, c d and d e: twice each, of which c has the smallest id.
    PipelineTokenizer tokenizer = BytePairTraining.of(300).train("bana\nbana ba ba\ncde\ncde\nz");
    assertThat(merges(json(tokenizer)))
        .containsExactly("b a", "c d", "n a", "Ġ ba", "ba na", "cd e");
    assertThat(tokenizer.size()).isEqualTo(262);
    assertThat(tokenizer).hasToString("262 tokens by byte-pair encoding");
    assertThat(tokenizer.encode("bana ba")).hasSize(2);
  }

  @Test
  void overlappingPairsAreMergedFromTheLeft() {
    PipelineTokenizer tokenizer = BytePairTraining.of(258).train("aaaa aaaa aaaa");
    assertThat(merges(json(tokenizer))).containsExactly("a a", "aa aa");
    assertThat(tokens(tokenizer, "aaaaaaa")).containsExactly("aaaa", "aa", "a");
  }

  @Test
  void anyTextIsEncodedAndComesBack() {
    PipelineTokenizer tokenizer = BytePairTraining.of(300).train("only a few words of English");
    assertThat(tokenizer.decode(tokenizer.encode(MIXED))).isEqualTo(MIXED);
    assertThat(BytePairTraining.of(256).train("").decode(tokenizer.encode("é"))).isEqualTo("é");
  }

  @Test
  void specialTokensComeLastAndAreNeverShown() {
    PipelineTokenizer tokenizer =
        BytePairTraining.of(259).withSpecialTokens("<|end|>", "<|pad|>").train("aaaa aaaa");
    assertThat(tokenizer.size()).isEqualTo(259);
    assertThat(tokenizer.idOf("<|end|>")).hasValue(257);
    assertThat(tokenizer.encode("a<|end|>a"))
        .containsExactly(tokenizer.idOf("a").getAsInt(), 257, tokenizer.idOf("a").getAsInt());
    assertThat(tokenizer.decode(tokenizer.encode("a<|end|>a"))).isEqualTo("aa");
    assertThat(tokenizer.decoder().next(257)).isEmpty();
  }

  @Test
  void whatIsSavedIsReadAgain() {
    PipelineTokenizer tokenizer =
        BytePairTraining.of(280).withSpecialTokens("<|end|>").train(MIXED);
    Tokenizer read = Tokenizers.of(JsonPlace.parse(tokenizer.toJson().pretty(), "tokenizer.json"));
    assertThat(read.encode(MIXED)).isEqualTo(tokenizer.encode(MIXED));
    assertThat(read.toJson()).isEqualTo(tokenizer.toJson());
  }

  @Test
  void impossibleVocabulariesAreRefused() {
    assertThatThrownBy(() -> BytePairTraining.of(255))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "A vocabulary of 255 is too small: 256 bytes and 0 special tokens are in any, so that"
                + " it must have at least 256.");
    assertThatThrownBy(() -> BytePairTraining.of(257).withSpecialTokens("<a>", "<b>"))
        .hasMessageEndingWith(
            "256 bytes and 2 special tokens are in any, so that it must have at least 258.");
    assertThatThrownBy(() -> BytePairTraining.of(400).withSpecialTokens("<a>", "<a>"))
        .hasMessage("Special tokens must be different and not empty, but they are [<a>, <a>].");
  }

  private static JsonPlace json(Tokenizer tokenizer) {
    return new JsonPlace(tokenizer.toJson(), "tokenizer.json", "");
  }

  private static List<String> merges(JsonPlace tokenizer) {
    return tokenizer.object("model").strings("merges");
  }

  private static List<String> tokens(PipelineTokenizer tokenizer, String text) {
    return IntStream.of(tokenizer.encode(text)).mapToObj(tokenizer::tokenOf).toList();
  }
}
