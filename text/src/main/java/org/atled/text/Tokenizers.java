package org.atled.text;

import org.atled.formats.json.JsonPlace;

/** Reads tokenizers of every kind. */
public final class Tokenizers {
  private Tokenizers() {}

  /** The tokenizer that {@link Tokenizer#toJson} wrote, or that another library's tokenizer.json says. */
  public static Tokenizer of(JsonPlace json) {
    throw json.error("this is no tokenizer");
  }
}
