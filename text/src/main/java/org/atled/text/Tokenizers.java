package org.atled.text;

import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;

/** Reads tokenizers of every kind. */
public final class Tokenizers {
  private Tokenizers() {}

  /**
   * The tokenizer that {@link Tokenizer#toJson} wrote.
   *
   * @throws FormatException that names the place of what is missing, damaged or not known
   */
  public static Tokenizer of(JsonPlace json) {
    String kind = json.string("kind");
    return switch (kind) {
      case ByteTokenizer.KIND -> new ByteTokenizer();
      case CharacterTokenizer.KIND -> CharacterTokenizer.of(json);
      default -> throw json.get("kind")
          .error("is \"" + kind + "\", which is no kind of tokenizer; known are bytes and characters.");
    };
  }
}
