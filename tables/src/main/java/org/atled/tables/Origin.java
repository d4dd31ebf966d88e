package org.atled.tables;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * What a model was trained on, so that its test rows can be found again.
 *
 * @param file where the table was
 * @param digest of the file, see {@link Table#digest}
 * @param seed by which it was split
 * @param group the index of the column whose rows stayed together when it was split, if one was
 *     named
 */
public record Origin(
    Path file, String digest, CsvFormat format, Seed seed, Optional<Integer> group) {
  /** The origin of a model of this problem. */
  public static Origin of(Problem problem, Seed seed) {
    Table table = problem.table();
    return new Origin(
        table.file().toAbsolutePath().normalize(),
        table.digest(),
        table.format(),
        seed,
        problem.group().map(Column::index));
  }

  /**
   * Reads the table again.
   *
   * @throws StateException if it is no longer there, or not what it was
   */
  public Table table() {
    if (!Files.exists(file)) {
      throw new StateException(
          "The model learned from "
              + file
              + ", which is no longer there; name a file to measure on.");
    }
    Table table = CsvFile.read(file, format);
    if (!isOf(table)) {
      throw new StateException(
          "The model learned from "
              + file
              + ", which has changed since, so that its test rows are not known; name a file to"
              + " measure on.");
    }
    return table;
  }

  /** Whether a table has the bytes that were learned from. */
  public boolean isOf(Table table) {
    return table.digest().equals(digest);
  }

  JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("file", file.toString())
            .put("sha256", digest)
            .put("format", format.json())
            .put("seed", seed.value());
    group.ifPresent(index -> json.put("group", index));
    return json.build();
  }

  static Origin read(JsonPlace json) {
    return new Origin(
        Path.of(json.string("file")),
        json.string("sha256"),
        CsvFormat.read(json.object("format")),
        Seed.of(json.longValue("seed")),
        json.find("group").map(_ -> json.intValue("group")));
  }
}
