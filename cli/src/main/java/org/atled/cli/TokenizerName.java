package org.atled.cli;

import java.util.List;
import org.atled.text.ByteTokenizer;
import org.atled.text.CharacterTokenizer;
import org.atled.text.Tokenizer;
import picocli.CommandLine.ITypeConverter;

/**
 * What {@code --tokenizer} knows.
 *
 * @param text as it is written
 */
record TokenizerName(String text) {
  private static final String CHARACTERS = "characters";
  private static final String BYTES = "bytes";
  private static final List<String> FORMS = List.of(CHARACTERS, BYTES);

  /** That of the characters of a text. */
  static TokenizerName usual() {
    return new TokenizerName(CHARACTERS);
  }

  /**
   * Makes it.
   *
   * @param corpus the text that it is for
   */
  Tokenizer make(String corpus) {
    return text.equals(BYTES) ? new ByteTokenizer() : CharacterTokenizer.of(corpus);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Reads one. */
  static final class Converter implements ITypeConverter<TokenizerName> {
    @Override
    public TokenizerName convert(String text) {
      if (!FORMS.contains(text)) {
        throw Choice.unknown("tokenizer", text, FORMS);
      }
      return new TokenizerName(text);
    }
  }
}
