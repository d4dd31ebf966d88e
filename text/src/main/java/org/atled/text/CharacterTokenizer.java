package org.atled.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/** The characters that a text has, sorted by their code points: one id for each. */
public final class CharacterTokenizer implements Tokenizer {
  static final String KIND = "characters";

  /** Sorted; an id is a place in it. */
  private final int[] characters;

  private CharacterTokenizer(int[] characters) {
    this.characters = characters;
  }

  /**
   * Of the characters that a text has.
   *
   * @throws ArgumentException if it has none, or half of a surrogate pair
   */
  public static CharacterTokenizer of(String text) {
    int[] characters = text.codePoints().sorted().distinct().toArray();
    if (characters.length == 0) {
      throw new ArgumentException(
          "There is no character in an empty text; give one that has some.");
    }
    for (int c : characters) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        throw new ArgumentException(
            "The text has half of a surrogate pair at "
                + place(text, text.indexOf(c))
                + ", which is no character; was it cut in the middle of one?");
      }
    }
    return new CharacterTokenizer(characters);
  }

  /** What {@link #toJson} wrote. */
  static CharacterTokenizer of(JsonPlace json) {
    JsonPlace characters = json.get("characters");
    int[] found = characters.asString().codePoints().toArray();
    for (int i = 1; i < found.length; i++) {
      if (found[i] <= found[i - 1]) {
        throw characters.error(
            "should have its characters sorted and each once, but "
                + name(found[i])
                + " follows "
                + name(found[i - 1])
                + ".");
      }
    }
    if (found.length == 0) {
      throw characters.error("is empty: a tokenizer knows one character at least.");
    }
    return new CharacterTokenizer(found);
  }

  @Override
  public int size() {
    return characters.length;
  }

  @Override
  public int[] encode(String text) {
    int[] ids = new int[text.codePointCount(0, text.length())];
    int at = 0;
    for (int i = 0; i < ids.length; i++) {
      int c = text.codePointAt(at);
      ids[i] = Arrays.binarySearch(characters, c);
      if (ids[i] < 0) {
        throw new ArgumentException(
            "The character "
                + name(c)
                + " at "
                + place(text, at)
                + " is none of the "
                + characters.length
                + " that this tokenizer knows; give a text without it, or make the tokenizer of a"
                + " text that has it, or of bytes.");
      }
      at += Character.charCount(c);
    }
    return ids;
  }

  @Override
  public String decode(int... ids) {
    StringBuilder text = new StringBuilder(ids.length);
    for (int id : ids) {
      text.appendCodePoint(characters[Ids.check(id, characters.length)]);
    }
    return text.toString();
  }

  @Override
  public Decoder decoder() {
    return new Decoder() {
      @Override
      public String next(int id) {
        return decode(id);
      }

      @Override
      public String end() {
        return "";
      }
    };
  }

  @Override
  public OptionalInt idOf(String token) {
    if (token.isEmpty() || token.codePointCount(0, token.length()) > 1) {
      return OptionalInt.empty();
    }
    int id = Arrays.binarySearch(characters, token.codePointAt(0));
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public Json toJson() {
    String all = new String(characters, 0, characters.length);
    return JsonObject.builder().put("kind", KIND).put("characters", all).build();
  }

  @Override
  public String toString() {
    return characters.length + " characters";
  }

  /** {@code "é" (U+00E9)}, and only the number of what cannot be shown. */
  private static String name(int c) {
    String code = String.format(Locale.ROOT, "U+%04X", c);
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          code;
      default -> "\"" + Character.toString(c) + "\" (" + code + ")";
    };
  }

  /** {@code line 3, column 7}, both from 1 on, of an index. */
  private static String place(String text, int index) {
    int start = text.lastIndexOf('\n', index - 1) + 1;
    long line = 1 + text.substring(0, start).chars().filter(c -> c == '\n').count();
    return "line " + line + ", column " + (1 + text.codePointCount(start, index));
  }
}
