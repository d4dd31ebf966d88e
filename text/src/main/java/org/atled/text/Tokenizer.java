package org.atled.text;

import org.atled.formats.json.Json;

/** Makes ids of a text, and a text of ids. Immutable, so that threads may share one. */
public interface Tokenizer {
  /** The size of its vocabulary: ids are 0 up to it, exclusive. */
  int size();

  /** The ids of a text, without marks for its beginning or end unless the tokenizer's own rules add some. */
  int[] encode(String text);

  /** The text of ids. Bytes that are no UTF-8 become U+FFFD. */
  String decode(int... ids);

  /** Decodes ids one after another, for text that is shown while it is written. */
  Decoder decoder();

  /** What it is, to be saved beside a model; {@link Tokenizers#of} reads it. */
  Json toJson();

  /** Decodes one stream of ids. Not for several threads. */
  interface Decoder {
    /** What this id adds to the text; nothing while a character is not complete. */
    String next(int id);

    /** What is left at the end: U+FFFD for a character that was never completed. */
    String end();
  }
}
