package org.atled.tables.series;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * What a model of series was trained on, so that what was kept from it can be found again.
 *
 * @param train the file that was learned from
 * @param test the file that was measured on, if it was another
 * @param seed by which a file was split
 */
public record SeriesOrigin(Named train, Optional<Named> test, Seed seed) {
  /**
   * A file as it was.
   *
   * @param digest see {@link SeriesFile#digest}
   */
  public record Named(Path file, String digest) {
    static Named of(SeriesFile file) {
      return new Named(file.file().toAbsolutePath().normalize(), file.digest());
    }

    private JsonObject json() {
      return JsonObject.builder().put("file", file.toString()).put("sha256", digest).build();
    }

    private static Named read(JsonPlace json) {
      return new Named(Path.of(json.string("file")), json.string("sha256"));
    }
  }

  public static SeriesOrigin of(SeriesFile train, Optional<SeriesFile> test, Seed seed) {
    return new SeriesOrigin(Named.of(train), test.map(Named::of), seed);
  }

  /** Whether the model learned from series of this file. */
  public boolean learned(SeriesFile file) {
    return train.digest().equals(file.digest());
  }

  /**
   * Reads one of the files again.
   *
   * @throws StateException if it is no longer there, or not what it was
   */
  SeriesFile again(Named named, SeriesPreparation preparation) {
    if (!Files.exists(named.file())) {
      throw new StateException(
          "The model learned from %s, which is no longer there; name a file to measure on."
              .formatted(named.file()));
    }
    SeriesFile file = preparation.readLabelled(named.file());
    if (!file.digest().equals(named.digest())) {
      throw new StateException(
          "The model learned from %s, which has changed since, so that what was kept from it is not known; name a file to measure on."
              .formatted(named.file()));
    }
    return file;
  }

  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put("train", train.json());
    test.ifPresent(file -> json.put("test", file.json()));
    return json.put("seed", seed.value()).build();
  }

  static SeriesOrigin read(JsonPlace json) {
    return new SeriesOrigin(
        Named.read(json.get("train")),
        json.find("test").map(Named::read),
        Seed.of(json.longValue("seed")));
  }
}
