package org.atled.formats.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.atled.core.error.FormatException;

/**
 * A value and where it stands, for reading a document of known form: each getter either gives what
 * it promises or throws a {@link FormatException} that names the source, the path from the root,
 * what was expected and what is there.
 *
 * <pre>{@code
 * var model = JsonPlace.parse(bytes, "model.json");
 * long width = model.object("layers").longValue("width");
 * // model.json: "layers.width" should be an integer, but it is a string.
 * }</pre>
 *
 * @param path keys and indices from the root, such as {@code layers[2].width}; empty at the root
 */
public record JsonPlace(Json value, String source, String path) {

  /** The root of a document that is parsed by {@link Json#parse(byte[], String)}. */
  public static JsonPlace parse(byte[] utf8, String source) {
    return new JsonPlace(Json.parse(utf8, source), source, "");
  }

  /** The root of a document that is parsed by {@link Json#parse(String, String)}. */
  public static JsonPlace parse(String text, String source) {
    return new JsonPlace(Json.parse(text, source), source, "");
  }

  /** The keys of this object, in order. */
  public Set<String> keys() {
    return members().members().sequencedKeySet();
  }

  public boolean has(String key) {
    return members().members().containsKey(key);
  }

  /** The place of a key that must be there, whatever its value. */
  public JsonPlace get(String key) {
    return find(key)
        .orElseThrow(() ->
            new FormatException(
                source,
                -1,
                "\""
                    + join(key)
                    + "\" is missing; "
                    + (path.isEmpty() ? "the document" : "\"" + path + "\"")
                    + " has the keys "
                    + keys()
                    + "."));
  }

  /** The place of a key that may be absent. */
  public Optional<JsonPlace> find(String key) {
    return Optional.ofNullable(members().members().get(key))
        .map(found -> new JsonPlace(found, source, join(key)));
  }

  public String string(String key) {
    return get(key).asString();
  }

  /** An integer that fits 64 bits. */
  public long longValue(String key) {
    return get(key).asLong();
  }

  /** An integer that fits 32 bits. */
  public int intValue(String key) {
    JsonPlace place = get(key);
    long value = place.asLong();
    if (value != (int) value) {
      throw place.error("should be an integer of 32 bits, but it is " + value + ".");
    }
    return (int) value;
  }

  public double doubleValue(String key) {
    return get(key).asDouble();
  }

  public boolean bool(String key) {
    return get(key).asBool();
  }

  /** The place of a key whose value must be an object. */
  public JsonPlace object(String key) {
    JsonPlace place = get(key);
    place.members();
    return place;
  }

  /** The places of an array's items. */
  public List<JsonPlace> list(String key) {
    return get(key).items();
  }

  public List<String> strings(String key) {
    return list(key).stream().map(JsonPlace::asString).toList();
  }

  public long[] longs(String key) {
    return list(key).stream().mapToLong(JsonPlace::asLong).toArray();
  }

  public double[] doubles(String key) {
    return list(key).stream().mapToDouble(JsonPlace::asDouble).toArray();
  }

  public String asString() {
    return value instanceof JsonString(var text) ? text : fail("a string");
  }

  public long asLong() {
    OptionalLong found = value instanceof JsonNumber n ? n.asLong() : fail("an integer");
    return found.orElseThrow(
        () -> error("should be an integer of 64 bits, but it is " + value.compact() + "."));
  }

  public double asDouble() {
    return value instanceof JsonNumber n
        ? n.asDouble()
            .orElseThrow(
                () -> error("is " + value.compact() + ", which is beyond the range of a double."))
        : fail("a number");
  }

  public boolean asBool() {
    return value instanceof JsonBool(var bool) ? bool : fail("a boolean");
  }

  public List<JsonPlace> items() {
    List<Json> found = value instanceof JsonArray(var items) ? items : fail("an array");
    List<JsonPlace> places = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      places.add(new JsonPlace(found.get(i), source, path + "[" + i + "]"));
    }
    return places;
  }

  /** An error of this place; the reason goes on where {@code file: "path"} stops. */
  public FormatException error(String reason) {
    return new FormatException(
        source, -1, (path.isEmpty() ? "the document" : "\"" + path + "\"") + " " + reason);
  }

  private JsonObject members() {
    return value instanceof JsonObject object ? object : fail("an object");
  }

  private <T> T fail(String expected) {
    throw error("should be " + expected + ", but it is " + value.kind() + ".");
  }

  private String join(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
