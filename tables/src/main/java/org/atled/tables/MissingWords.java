package org.atled.tables;

import java.util.List;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * Words that somebody said to stand for no value. What is empty always does.
 *
 * @param words in any case; a number stands for all ways of writing it
 * @param alone whether the usual ones then do not
 */
public record MissingWords(List<String> words, boolean alone) {
  static final MissingWords USUAL = new MissingWords(List.of(), false);

  public MissingWords {
    words = List.copyOf(words);
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("words", JsonArray.ofStrings(words))
        .put("alone", alone)
        .build();
  }

  static MissingWords read(JsonPlace json) {
    return new MissingWords(json.strings("words"), json.bool("alone"));
  }
}
