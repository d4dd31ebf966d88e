package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;

/** Characters and bytes. */
class SimpleTokenizersTest {
  private static final String TEXT = "añ\n€𝄞z\u0000 e\u0301";

  @Test
  void charactersAreSortedByCodePoint() {
    Tokenizer tokenizer = CharacterTokenizer.of("𝄞banana€");
    assertThat(tokenizer.size()).isEqualTo(5);
    assertThat(tokenizer.encode("abn€𝄞")).containsExactly(0, 1, 2, 3, 4);
    assertThat(tokenizer.decode(4, 1, 0)).isEqualTo("𝄞ba");
    assertThat(tokenizer.idOf("€")).hasValue(3);
    assertThat(tokenizer.idOf("z")).isEmpty();
    assertThat(tokenizer.idOf("ab")).isEmpty();
  }

  @Test
  void bytesAreThoseOfUtf8() {
    Tokenizer tokenizer = new ByteTokenizer();
    assertThat(tokenizer.size()).isEqualTo(256);
    assertThat(tokenizer.encode("a€")).containsExactly(0x61, 0xE2, 0x82, 0xAC);
    assertThat(tokenizer.decode(tokenizer.encode(TEXT))).isEqualTo(TEXT);
    assertThat(tokenizer.decode(0x61, 0xE2, 0x82)).isEqualTo("a\uFFFD");
    assertThat(tokenizer.idOf("a")).hasValue(97);
    assertThat(tokenizer.idOf("é")).isEmpty();
  }

  @Test
  void aStreamWaitsForCharactersToBeComplete() {
    Tokenizer.Decoder decoder = new ByteTokenizer().decoder();
    assertThat(decoder.next(0xE2)).isEmpty();
    assertThat(decoder.next(0x82)).isEmpty();
    assertThat(decoder.next(0xAC)).isEqualTo("€");
    assertThat(decoder.next(0x61)).isEqualTo("a");
    assertThat(decoder.next(0xF0)).isEmpty();
    assertThat(decoder.end()).isEqualTo("\uFFFD");
    assertThat(decoder.next(0x61)).as("a new text").isEqualTo("a");
  }

  @Test
  void aStreamGivesWhatAllAtOnceGives() {
    Tokenizer tokenizer = new ByteTokenizer();
    int[] ids = {
      0x61, 0xE2, 0x61, 0x82, 0xF0, 0x9D, 0x84, 0x9E, 0xF0, 0x9D, 0x84, 0xFF, 0xED, 0xA0, 0x80,
      0xC0, 0xE2
    };
    assertThat(stream(tokenizer, ids)).isEqualTo(tokenizer.decode(ids));
    Tokenizer characters = CharacterTokenizer.of(TEXT);
    assertThat(stream(characters, characters.encode(TEXT))).isEqualTo(TEXT);
  }

  @Test
  void whatIsSavedIsReadAgain() {
    for (Tokenizer tokenizer : new Tokenizer[] {new ByteTokenizer(), CharacterTokenizer.of(TEXT)}) {
      Tokenizer read =
          Tokenizers.of(JsonPlace.parse(tokenizer.toJson().pretty(), "tokenizer.json"));
      assertThat(read).hasToString(tokenizer.toString());
      assertThat(read.encode(TEXT)).isEqualTo(tokenizer.encode(TEXT));
      assertThat(read.toJson()).isEqualTo(tokenizer.toJson());
    }
  }

  @Test
  void refusalsNameCharacterAndPlace() {
    Tokenizer tokenizer = CharacterTokenizer.of("abc\n");
    assertThatThrownBy(() -> tokenizer.encode("abc\nab\nca€b"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The character \"€\" (U+20AC) at line 3, column 3 is none of the 4 that this tokenizer"
                + " knows; give a text without it, or make the tokenizer of a text that has it, or"
                + " of bytes.");
    assertThatThrownBy(() -> tokenizer.encode("\u0007"))
        .hasMessageStartingWith("The character U+0007 at line 1, column 1 is none");
    assertThatThrownBy(() -> CharacterTokenizer.of(""))
        .hasMessage("There is no character in an empty text; give one that has some.");
    assertThatThrownBy(() -> CharacterTokenizer.of("ab\n\uD834"))
        .hasMessage(
            "The text has half of a surrogate pair at line 2, column 1, which is no character; was"
                + " it cut in the middle of one?");
    assertThatThrownBy(() -> tokenizer.decode(0, 4))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The id 4 is outside the vocabulary: it has 4 tokens, with ids from 0 to 3. Was another"
                + " tokenizer meant?");
    assertThatThrownBy(() -> tokenizer.decoder().next(-1))
        .hasMessageStartingWith("The id -1 is outside");
    assertThatThrownBy(() -> new ByteTokenizer().decoder().next(256))
        .hasMessageStartingWith("The id 256 is outside");
  }

  @Test
  void damagedFilesAreRefused() {
    assertThatThrownBy(() -> read("{\"kind\": \"words\"}"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "t.json: \"kind\" is \"words\", which is no kind of tokenizer; known are bytes and"
                + " characters.");
    assertThatThrownBy(() -> read("{\"kind\": \"characters\", \"characters\": \"acb\"}"))
        .hasMessage(
            "t.json: \"characters\" should have its characters sorted and each once, but \"b\""
                + " (U+0062) follows \"c\" (U+0063).");
    assertThatThrownBy(() -> read("{\"kind\": \"characters\", \"characters\": \"\"}"))
        .hasMessage("t.json: \"characters\" is empty: a tokenizer knows one character at least.");
    assertThatThrownBy(() -> read("{\"kind\": \"characters\"}"))
        .hasMessage("t.json: \"characters\" is missing; the document has the keys [kind].");
  }

  private static Tokenizer read(String json) {
    return Tokenizers.of(JsonPlace.parse(json, "t.json"));
  }

  private static String stream(Tokenizer tokenizer, int... ids) {
    Tokenizer.Decoder decoder = tokenizer.decoder();
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(decoder.next(id));
    }
    return text.append(decoder.end()).toString();
  }
}
