package org.atled.text;

import org.atled.core.error.ArgumentException;

/** What all tokenizers say of an id that they do not have. */
final class Ids {
  private Ids() {}

  /** The id, if it is one of a vocabulary. */
  static int check(int id, int size) {
    if (id < 0 || id >= size) {
      throw new ArgumentException(
          "The id "
              + id
              + " is outside the vocabulary: it has "
              + size
              + " tokens, with ids from 0 to "
              + (size - 1)
              + ". Was another tokenizer meant?");
    }
    return id;
  }
}
