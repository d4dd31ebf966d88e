package org.atled.text;

import java.util.List;
import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * How examples are made of texts.
 *
 * @param lines whether each line is one, with marks at its beginning and end, else windows are
 * @param context the greatest number of steps of an example
 * @param origin the file that was learned from
 */
public record TextPreparation(
    Tokenizer tokenizer, boolean lines, int context, Optional<TextOrigin> origin) {
  static final String TYPE = "text";
  private static final String ORIGIN = "origin";

  /** How many ids a network has to know. */
  public int vocabulary() {
    return tokenizer.size() + (lines ? 1 : 0);
  }

  /** The same with another context. */
  TextPreparation within(int steps) {
    return new TextPreparation(tokenizer, lines, steps, origin);
  }

  /**
   * A text in two parts, one to learn from and one to measure on: its last tenth, or a tenth of its
   * lines, drawn by the seed.
   *
   * @param name what errors and reports call it
   * @throws org.atled.core.error.ArgumentException if it is too short
   */
  public Split split(String name, String text, Seed seed) {
    return lines
        ? TextLines.split(name, tokenizer, TextFile.lines(text, name), context, seed)
        : TextWindows.split(name, tokenizer, text, context, seed);
  }

  /**
   * All of a text, to measure on.
   *
   * @param name what errors and reports call it
   * @throws org.atled.core.error.ArgumentException if it is too short
   */
  public TokenData whole(String name, String text) {
    List<String> each = lines ? TextFile.lines(text, name) : List.of();
    return lines
        ? TextLines.of(name, tokenizer, each, context)
        : TextWindows.of(name, tokenizer, text, context);
  }

  /** To be saved with a model: {@link org.atled.train.SavedModel#save}. */
  public JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("type", TYPE)
            .put("lines", lines)
            .put("context", context)
            .put("tokenizer", tokenizer.toJson());
    origin.ifPresent(from -> json.put(ORIGIN, from.json()));
    return json.build();
  }

  static TextPreparation read(JsonPlace json) {
    return new TextPreparation(
        Tokenizers.of(json.object("tokenizer")),
        json.bool("lines"),
        json.intValue("context"),
        json.find(ORIGIN).map(TextOrigin::read));
  }
}
