package org.atled.formats.json;

import java.util.Iterator;
import java.util.Map;
import org.atled.core.error.ArgumentException;

/** Text of a value, either compact or indented. */
final class JsonWriter {
  private final boolean pretty;
  private final StringBuilder out = new StringBuilder();

  JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  String write(Json value) {
    append(value, 0);
    return out.toString();
  }

  private void append(Json value, int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw new ArgumentException(
          "The JSON value nests deeper than " + Json.MAX_DEPTH + " levels; flatten it.");
    }
    switch (value) {
      case JsonObject(var members) -> {
        out.append('{');
        Iterator<Map.Entry<String, Json>> entries = members.entrySet().iterator();
        while (entries.hasNext()) {
          Map.Entry<String, Json> entry = entries.next();
          newLine(depth + 1);
          quote(entry.getKey());
          out.append(pretty ? ": " : ":");
          append(entry.getValue(), depth + 1);
          if (entries.hasNext()) {
            out.append(',');
          }
        }
        close('}', members.isEmpty(), depth);
      }
      case JsonArray(var items) -> {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
          newLine(depth + 1);
          append(items.get(i), depth + 1);
          if (i + 1 < items.size()) {
            out.append(',');
          }
        }
        close(']', items.isEmpty(), depth);
      }
      case JsonString(var text) -> quote(text);
      case JsonNumber(var text) -> out.append(text);
      case JsonBool(var bool) -> out.append(bool);
      case JsonNull() -> out.append("null");
    }
  }

  private void close(char bracket, boolean empty, int depth) {
    if (!empty) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void newLine(int depth) {
    if (pretty) {
      out.append('\n').repeat("  ", depth);
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            checkPaired(text, i);
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static void checkPaired(String text, int i) {
    char c = text.charAt(i);
    boolean broken =
        Character.isHighSurrogate(c)
            ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
            : Character.isLowSurrogate(c)
                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    if (broken) {
      throw new ArgumentException(
          String.format(
              "A JSON string holds half of a surrogate pair, U+%04X at index %d; it is not text.",
              (int) c, i));
    }
  }
}
