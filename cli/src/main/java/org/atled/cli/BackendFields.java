package org.atled.cli;

import org.atled.core.spi.Backend;
import org.atled.core.spi.Backends;
import org.atled.formats.json.JsonObject;

/** What computed, as every command that computes tells programs. */
final class BackendFields {
  private BackendFields() {}

  static void put(JsonObject.Builder json) {
    Backend backend = Backends.current();
    json.put("threads", backend.threads())
        .put("simd", backend.simd())
        .put("backend", backend.description());
  }
}
