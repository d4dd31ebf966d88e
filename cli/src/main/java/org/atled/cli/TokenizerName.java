package org.atled.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.atled.core.error.AtledException;
import org.atled.text.BytePairTraining;
import org.atled.text.ByteTokenizer;
import org.atled.text.CharacterTokenizer;
import org.atled.text.Tokenizer;
import org.atled.text.Tokenizers;
import picocli.CommandLine.ITypeConverter;

/** What {@code --tokenizer} knows. */
sealed interface TokenizerName {
  /** What lines with a class are cut into if nobody says: any other text can be cut too. */
  TokenizerName USUAL_OF_LINES = new BytePairs(4000);

  /** The characters of the text. */
  record Characters() implements TokenizerName {
    @Override
    public Tokenizer make(String whole, String learned) {
      return CharacterTokenizer.of(whole);
    }
  }

  /** Bytes of UTF-8. */
  record Bytes() implements TokenizerName {
    @Override
    public Tokenizer make(String whole, String learned) {
      return new ByteTokenizer();
    }
  }

  /** Byte-pair encoding, trained on what is learned from. */
  record BytePairs(int vocabulary) implements TokenizerName {
    @Override
    public Tokenizer make(String whole, String learned) {
      return BytePairTraining.of(vocabulary).train(learned);
    }
  }

  /** One in a file. */
  record Saved(Path file) implements TokenizerName {
    @Override
    public Tokenizer make(String whole, String learned) {
      try {
        return Tokenizers.read(file);
      } catch (IOException e) {
        throw new AtledException("Cannot read the tokenizer " + file + ": " + e + ".", e);
      }
    }
  }

  /**
   * Makes it for a text.
   *
   * @param learned the part that is learned from
   */
  Tokenizer make(String whole, String learned);

  /** Reads one. */
  final class Converter implements ITypeConverter<TokenizerName> {
    private static final String PAIRS = "bpe:";

    @Override
    public TokenizerName convert(String text) {
      if (text.startsWith(PAIRS)) {
        return new BytePairs(
            Numbers.whole(
                text.substring(PAIRS.length()),
                Integer.MAX_VALUE,
                "the size of a vocabulary, as in bpe:1000"));
      }
      if (text.toLowerCase(Locale.ROOT).endsWith(".json")) {
        return new Saved(Path.of(text));
      }
      return switch (text) {
        case "characters" -> new Characters();
        case "bytes" -> new Bytes();
        default ->
            throw Choice.unknown(
                "tokenizer", text, List.of("characters", "bytes", "bpe:1000", "FILE.json"));
      };
    }
  }
}
