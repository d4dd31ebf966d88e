package org.atled.text.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonPlace;

/** What reading any part of a {@code tokenizer.json} needs. */
final class Parts {
  private Parts() {}

  /** The place of a key whose value is there and not null. */
  static Optional<JsonPlace> find(JsonPlace place, String key) {
    return place.find(key).filter(found -> !(found.value() instanceof JsonNull));
  }

  static boolean bool(JsonPlace place, String key, boolean otherwise) {
    return find(place, key).map(JsonPlace::asBool).orElse(otherwise);
  }

  static String string(JsonPlace place, String key, String otherwise) {
    return find(place, key).map(JsonPlace::asString).orElse(otherwise);
  }

  /** One character. */
  static String character(JsonPlace place, String key) {
    String character = place.string(key);
    if (character.isEmpty() || character.codePointCount(0, character.length()) > 1) {
      throw place.get(key).error("should be one character, but it is \"" + character + "\".");
    }
    return character;
  }

  /** A count, which a text could hold. */
  static int count(JsonPlace place, String key) {
    int count = place.intValue(key);
    if (count < 0) {
      throw place.get(key).error("should not be negative, but it is " + count + ".");
    }
    return count;
  }

  /** A key that would change what the part does must be one that is known. */
  static void only(JsonPlace place, String... known) {
    List<String> keys = List.of(known);
    for (String key : place.keys()) {
      if (!key.equals("type") && !keys.contains(key)) {
        throw place
            .get(key)
            .error(
                "is an option that is not known; known "
                    + (keys.isEmpty() ? "is none." : "are " + String.join(", ", keys) + "."));
      }
    }
  }

  /** What is said of a type that is none of these. */
  static FormatException unknown(JsonPlace place, String... known) {
    JsonPlace type = place.get("type");
    return type.error(
        "is \""
            + type.asString()
            + "\", which is not known; known are "
            + String.join(", ", known)
            + ".");
  }

  /**
   * What {@code {"String": ..}} or {@code {"Regex": ..}} finds. Classes such as {@code \s} are
   * Unicode's, as in the regular expressions there.
   */
  static Pattern pattern(JsonPlace place) {
    Optional<JsonPlace> literal = place.find("String");
    if (literal.isPresent()) {
      return Pattern.compile(Pattern.quote(literal.get().asString()));
    }
    JsonPlace regex = place.get("Regex");
    String written = regex.asString();
    if (HEXADECIMAL.matcher(written).find()) {
      throw regex.error("has \\h, which is not known; write [0-9a-fA-F] for it.");
    }
    try {
      return Pattern.compile(WordClass.rewritten(written), Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw regex.error(
          "is no regular expression that Java knows: "
              + e.getDescription()
              + " at character "
              + (e.getIndex() + 1)
              + " of "
              + written
              + ".");
    }
  }

  /** A backslash and h that no other backslash quotes: a digit there, a blank in Java. */
  private static final Pattern HEXADECIMAL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[hH]");
}
