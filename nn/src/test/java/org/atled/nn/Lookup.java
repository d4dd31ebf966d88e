package org.atled.nn;

import java.util.Map;
import java.util.Objects;

/** Takes from a map what must be there. */
public final class Lookup {
  private Lookup() {}

  public static <V> V at(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> key + " is not in " + map.keySet());
  }
}
