package org.atled.text;

import java.util.OptionalInt;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.Json;

/** Makes ids of a text, and a text of ids. Immutable, so that threads may share one. */
public interface Tokenizer {
  /** The size of its vocabulary: ids are 0 up to it, exclusive. */
  int size();

  /**
   * The ids of a text, without marks for its beginning or end unless the tokenizer's own rules add
   * some.
   *
   * @throws ArgumentException if the text has what the tokenizer has no id for; says what and where
   */
  int[] encode(String text);

  /**
   * The ids of the beginning of a text that goes on: those of {@link #encode} without the marks
   * that the tokenizer's own rules set behind a text.
   *
   * @throws ArgumentException as encode
   */
  default int[] encodeBeginning(String text) {
    return encode(text);
  }

  /**
   * The text of ids. Bytes that are no UTF-8 become U+FFFD.
   *
   * @throws ArgumentException for an id outside the vocabulary
   */
  String decode(int... ids);

  /** Decodes ids one after another, for text that is shown while it is written. */
  Decoder decoder();

  /**
   * The id of one token as the vocabulary writes it, such as {@code <|endoftext|>}, if it is one.
   */
  OptionalInt idOf(String token);

  /** What it is, to be saved beside a model; {@link Tokenizers#of} reads it. */
  Json toJson();

  /** Decodes one stream of ids. Not for several threads. */
  interface Decoder {
    /**
     * What this id adds to the text; nothing while a character is not complete.
     *
     * @throws ArgumentException for an id outside the vocabulary
     */
    String next(int id);

    /** What is left at the end: U+FFFD for a character that was never completed. */
    String end();
  }
}
