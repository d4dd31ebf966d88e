package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/sequences.md, section "Texts". */
class TextsPageTest {
  @Test
  void trainsSavesAndReads(@TempDir Path folder) throws IOException {
    Path input = folder.resolve("input.txt");
    Path saved = folder.resolve("tokenizer.json");
    Files.writeString(input, "the theme of the other then is there and them is the other theme");

    String text = Files.readString(input);
    PipelineTokenizer tokenizer =
        BytePairTraining.of(1_000).withSpecialTokens("<|end|>").train(text);
    Files.writeString(saved, tokenizer.toJson().pretty());

    Tokenizer again = Tokenizers.read(saved);
    int[] ids = again.encode("the theme of the other");
    assertThat(ids).hasSizeLessThan(10);
    assertThat(again.decode(ids)).isEqualTo("the theme of the other");
    Tokenizer.Decoder decoder = again.decoder();
    StringBuilder shown = new StringBuilder();
    for (int id : ids) {
      shown.append(decoder.next(id));
    }
    shown.append(decoder.end());
    assertThat(shown).hasToString("the theme of the other");
  }
}
