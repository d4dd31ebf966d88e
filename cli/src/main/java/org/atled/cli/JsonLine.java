package org.atled.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.function.IntFunction;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonString;

/** An object of JSON on one line, written member by member: its arrays may be of any length. */
final class JsonLine {
  private final Writer out;
  private boolean first = true;

  /** Begins the object. */
  JsonLine(Writer out) throws IOException {
    this.out = out;
    out.write('{');
  }

  void put(String name, Json value) throws IOException {
    begin(name);
    out.write(value.compact());
  }

  /** All members of another. */
  void putAll(JsonObject object) throws IOException {
    for (var member : object.members().entrySet()) {
      put(member.getKey(), member.getValue());
    }
  }

  /** An array of so many items, each made when it is written. */
  void array(String name, int count, IntFunction<Json> item) throws IOException {
    begin(name);
    out.write('[');
    for (int i = 0; i < count; i++) {
      out.write(i == 0 ? "" : ",");
      out.write(item.apply(i).compact());
    }
    out.write(']');
  }

  /** An object within, to be ended before anything follows. */
  JsonLine object(String name) throws IOException {
    begin(name);
    return new JsonLine(out);
  }

  private void begin(String name) throws IOException {
    out.write(first ? "" : ",");
    out.write(new JsonString(name).compact());
    out.write(':');
    first = false;
  }

  void end() throws IOException {
    out.write('}');
  }
}
