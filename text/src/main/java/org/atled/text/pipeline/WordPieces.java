package org.atled.text.pipeline;

import java.util.Map;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonPlace;

/**
 * WordPiece as BERT reads it (Wu et al. 2016; Devlin et al. 2018): the longest token that the word
 * begins with, then the longest that goes on, and so forth; a word that cannot be made is unknown
 * as a whole.
 */
final class WordPieces implements Model {
  private final Map<String, Integer> ids;
  private final int unknown;
  private final String prefix;
  private final int longest;

  private WordPieces(JsonPlace model) {
    ids = Vocabularies.read(model.object("vocab"));
    JsonPlace token = model.get("unk_token");
    unknown = Vocabularies.id(token, token.asString(), ids);
    prefix = model.string("continuing_subword_prefix");
    longest = Parts.count(model, "max_input_chars_per_word");
  }

  static WordPieces of(JsonPlace model) {
    Parts.only(
        model, "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab");
    return new WordPieces(model);
  }

  @Override
  public Map<String, Integer> ids() {
    return ids;
  }

  @Override
  public String name() {
    return "WordPiece";
  }

  @Override
  public int[] encode(String piece) {
    int[] nothing = {unknown};
    if (piece.codePointCount(0, piece.length()) > longest) {
      return nothing;
    }
    IntStream.Builder found = IntStream.builder();
    int at = 0;
    while (at < piece.length()) {
      int end = piece.length();
      Integer id = null;
      while (end > at && id == null) {
        id = ids.get((at == 0 ? "" : prefix) + piece.substring(at, end));
        end = id == null ? piece.offsetByCodePoints(end, -1) : end;
      }
      if (id == null) {
        return nothing;
      }
      found.add(id);
      at = end;
    }
    return found.build().toArray();
  }
}
