package org.atled.formats.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.atled.core.error.FormatException;

/** Recursive descent over the UTF-8 bytes themselves, so that every error knows its byte. */
final class JsonParser {
  private final byte[] bytes;
  private final String source;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private int at;

  JsonParser(byte[] bytes, String source) {
    this.bytes = bytes;
    this.source = source;
  }

  Json document() {
    Json value = value(0, "a JSON value");
    skipSpace();
    if (at < bytes.length) {
      throw expected("the end of the text");
    }
    return value;
  }

  private Json value(int depth, String what) {
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> new JsonString(string());
      case 't' -> literal("true", new JsonBool(true));
      case 'f' -> literal("false", new JsonBool(false));
      case 'n' -> literal("null", new JsonNull());
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw expected(what);
    };
  }

  private JsonObject object(int depth) {
    checkDepth(depth);
    LinkedHashMap<String, Json> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (peek() == '}') {
      at++;
      return new JsonObject(members);
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw expected(members.isEmpty() ? "a key in quotes or '}'" : "a key in quotes");
      }
      int keyAt = at;
      String key = string();
      skipSpace();
      if (peek() != ':') {
        throw expected("':' after the key \"" + key + "\"");
      }
      at++;
      Json value = value(depth, "a value for the key \"" + key + "\"");
      if (members.putIfAbsent(key, value) != null) {
        throw new FormatException(
            source, keyAt, "the key \"" + key + "\" stands twice in one object; keep one of them.");
      }
      skipSpace();
      if (peek() == '}') {
        at++;
        return new JsonObject(members);
      }
      if (peek() != ',') {
        throw expected("',' or '}' after the value of \"" + key + "\"");
      }
      at++;
    }
  }

  private JsonArray array(int depth) {
    checkDepth(depth);
    List<Json> items = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return new JsonArray(items);
    }
    while (true) {
      items.add(value(depth, items.isEmpty() ? "a value or ']'" : "a value"));
      skipSpace();
      if (peek() == ']') {
        at++;
        return new JsonArray(items);
      }
      if (peek() != ',') {
        throw expected("',' or ']'");
      }
      at++;
    }
  }

  private void checkDepth(int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw new FormatException(
          source, at, "arrays and objects nest deeper than " + Json.MAX_DEPTH + " levels.");
    }
  }

  private Json literal(String word, Json value) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (peek() != word.charAt(i)) {
        throw expected("'" + word.charAt(i) + "' of " + word);
      }
    }
    return value;
  }

  private JsonNumber number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
      if (isDigit()) {
        throw expected("'.', an exponent or the end of the number after its leading 0");
      }
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    return new JsonNumber(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }

  private void digits() {
    if (!isDigit()) {
      throw expected("a digit");
    }
    while (isDigit()) {
      at++;
    }
  }

  private boolean isDigit() {
    return peek() >= '0' && peek() <= '9';
  }

  private String string() {
    at++;
    StringBuilder text = new StringBuilder();
    while (true) {
      int start = at;
      while (peek() >= ' ' && peek() != '"' && peek() != '\\') {
        at++;
      }
      decode(start, text);
      if (peek() == '"') {
        at++;
        return text.toString();
      }
      if (peek() != '\\') {
        throw expected("'\"' at the end of the string");
      }
      at++;
      escape(text);
    }
  }

  private void decode(int start, StringBuilder text) {
    if (start == at) {
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, start, at - start);
    CharBuffer out = CharBuffer.allocate(at - start);
    CoderResult result = decoder.reset().decode(in, out, true);
    if (result.isError()) {
      throw new FormatException(source, in.position(), "these bytes are not UTF-8.");
    }
    text.append(out.flip());
  }

  private void escape(StringBuilder text) {
    int escape = peek();
    switch (escape) {
      case '"', '\\', '/' -> text.append((char) escape);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        at++;
        unicode(text);
        return;
      }
      default -> throw expected("one of \" \\ / b f n r t u after the backslash");
    }
    at++;
  }

  private void unicode(StringBuilder text) {
    int start = at - 2;
    char first = hex();
    if (!Character.isSurrogate(first)) {
      text.append(first);
      return;
    }
    if (Character.isHighSurrogate(first) && peek() == '\\') {
      at++;
      if (peek() == 'u') {
        at++;
        char second = hex();
        if (Character.isLowSurrogate(second)) {
          text.append(first).append(second);
          return;
        }
      }
    }
    throw new FormatException(source, start, "the escape is half of a surrogate pair.");
  }

  private char hex() {
    int code = 0;
    for (int i = 0; i < 4; i++, at++) {
      // Character.digit also takes digits of other scripts, which no single byte is.
      int digit = peek() < 0 ? -1 : Character.digit((char) peek(), 16);
      if (digit < 0) {
        throw expected("a hexadecimal digit");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  /** The byte here without sign, or −1 at the end. */
  private int peek() {
    return at < bytes.length ? bytes[at] & 0xFF : -1;
  }

  private FormatException expected(String what) {
    int found = peek();
    String name =
        found < 0
            ? "the end of the text"
            : found > ' ' && found < 0x7F
                ? "'" + (char) found + "'"
                : String.format("byte 0x%02X", found);
    return new FormatException(source, at, "expected " + what + ", found " + name + ".");
  }
}
