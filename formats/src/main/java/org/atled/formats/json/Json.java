package org.atled.formats.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;

/** A JSON value (RFC 8259). Immutable and compared by content. */
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBool, JsonNull {

  /** How deep arrays and objects may nest, in reading and in writing: the stack is finite. */
  int MAX_DEPTH = 512;

  /**
   * Reads one value. Strict: no comments, no trailing commas, no duplicate keys, no byte order
   * mark, nothing but white space round the value, and only whole Unicode characters.
   *
   * @param source the file, or what stands for it in messages
   * @throws FormatException naming the byte, what was expected there and what was found
   */
  static Json parse(byte[] utf8, String source) {
    return new JsonParser(utf8, source).document();
  }

  /** Like {@link #parse(byte[], String)}; offsets in messages count the text's UTF-8 bytes. */
  static Json parse(String text, String source) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return parse(bytes, source);
    } catch (CharacterCodingException e) {
      throw new FormatException(source, -1, "the text holds half of a surrogate pair.");
    }
  }

  /**
   * On one line without white space.
   *
   * @throws ArgumentException if the value nests deeper than {@link #MAX_DEPTH}
   */
  default String compact() {
    return new JsonWriter(false).write(this);
  }

  /**
   * On many lines, indented by two spaces, without a line feed at the end.
   *
   * @throws ArgumentException if the value nests deeper than {@link #MAX_DEPTH}
   */
  default String pretty() {
    return new JsonWriter(true).write(this);
  }

  /** What kind of value it is, for messages: {@code an object}. */
  default String kind() {
    return switch (this) {
      case JsonObject o -> "an object";
      case JsonArray a -> "an array";
      case JsonString s -> "a string";
      case JsonNumber n -> "a number";
      case JsonBool b -> "a boolean";
      case JsonNull n -> "null";
    };
  }
}
