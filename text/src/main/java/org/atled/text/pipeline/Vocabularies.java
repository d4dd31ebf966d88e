package org.atled.text.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonPlace;

/** Tokens and their ids, as models keep them. */
final class Vocabularies {
  private Vocabularies() {}

  /** Of an object from tokens to ids. */
  static Map<String, Integer> read(JsonPlace vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    Map<Integer, String> tokens = new HashMap<>();
    for (String token : vocabulary.keys()) {
      int id = Parts.count(vocabulary, token);
      ids.put(token, id);
      String other = tokens.putIfAbsent(id, token);
      if (other != null) {
        throw vocabulary
            .get(token)
            .error("is " + id + ", but that is the id of \"" + other + "\" already.");
      }
    }
    return ids;
  }

  /** The id of a token that must be one of the vocabulary, such as {@code unk_token}. */
  static Optional<Integer> find(JsonPlace model, String key, Map<String, Integer> ids) {
    return Parts.find(model, key).map(token -> id(token, token.asString(), ids));
  }

  static int id(JsonPlace place, String token, Map<String, Integer> ids) {
    Integer id = ids.get(token);
    if (id == null) {
      throw place.error("says \"" + token + "\", which is no token of the vocabulary.");
    }
    return id;
  }

  /**
   * The ids of a text's bytes by tokens such as {@code <0x0A>}; none if the vocabulary lacks one of
   * them.
   */
  static Optional<int[]> bytes(String text, Map<String, Integer> ids) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] found = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      Integer id = ids.get(String.format(Locale.ROOT, "<0x%02X>", bytes[i]));
      if (id == null) {
        return Optional.empty();
      }
      found[i] = id;
    }
    return Optional.of(found);
  }

  /** What is said of a text that no token stands for. */
  static ArgumentException without(String what, String piece) {
    int c = what.codePointAt(0);
    return new ArgumentException(
        String.format(
            Locale.ROOT,
            "The vocabulary has no token for \"%s\" (U+%04X) in \"%s\", and none for what is"
                + " unknown; leave it out of the text, or take a tokenizer with bytes.",
            Character.toString(c),
            c,
            piece));
  }
}
