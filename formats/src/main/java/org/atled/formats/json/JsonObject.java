package org.atled.formats.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;

/** Members in the order they were given or stand in the file. */
public record JsonObject(SequencedMap<String, Json> members) implements Json {
  public JsonObject {
    members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
  }

  /** Collects members in order. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects members in order; a key that is given twice is an error. */
  public static final class Builder {
    private final SequencedMap<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /**
     * @throws ArgumentException if the key is already there
     */
    public Builder put(String key, Json value) {
      if (members.putIfAbsent(key, value) != null) {
        throw new ArgumentException(
            "The JSON object already has the key \"" + key + "\"; give each key once.");
      }
      return this;
    }

    public Builder put(String key, String value) {
      return put(key, new JsonString(value));
    }

    public Builder put(String key, long value) {
      return put(key, JsonNumber.of(value));
    }

    /**
     * @throws ArgumentException if the value is NaN or infinite
     */
    public Builder put(String key, double value) {
      return put(key, JsonNumber.of(value));
    }

    public Builder put(String key, boolean value) {
      return put(key, new JsonBool(value));
    }

    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
