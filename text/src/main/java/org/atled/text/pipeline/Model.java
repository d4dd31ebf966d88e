package org.atled.text.pipeline;

import java.util.Map;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;

/** Makes ids of a piece. */
public interface Model {
  /** Its tokens. */
  Map<String, Integer> ids();

  int[] encode(String piece);

  /** What it is, for people: {@code byte-pair encoding}. */
  String name();

  /**
   * The one that a {@code model} says; files of older versions leave its type to be guessed.
   *
   * @throws FormatException for one that is not known
   */
  static Model of(JsonPlace place) {
    String type =
        place.has("type")
            ? place.string("type")
            : place.has("merges") ? "BPE" : place.has("unk_id") ? "Unigram" : "WordPiece";
    return switch (type) {
      case "BPE" -> BytePairs.of(place);
      case "WordPiece" -> WordPieces.of(place);
      case "Unigram" -> Unigrams.of(place);
      default -> throw Parts.unknown(place, "BPE", "WordPiece", "Unigram");
    };
  }
}
