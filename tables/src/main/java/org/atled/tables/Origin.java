package org.atled.tables;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.data.ArrayFile;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
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
 * @param time the index of the column by which its latest rows were kept, if one was named
 * @param arrays whose columns stood side by side, if the table lay in such
 * @param query by which a database gave the table, if one did
 */
public record Origin(
    Path file,
    String digest,
    CsvFormat format,
    Seed seed,
    Optional<Integer> group,
    Optional<Integer> time,
    List<ArrayFile> arrays,
    Optional<Query> query) {
  public Origin {
    arrays = List.copyOf(arrays);
  }

  /** The origin of a model of this problem. */
  public static Origin of(Problem problem, Seed seed) {
    return of(
        problem.table(),
        seed,
        problem.group().map(Column::index),
        problem.time().map(Column::index));
  }

  /** The origin of a model of rows without a target. */
  public static Origin of(RowsAlone problem, Seed seed) {
    return of(problem.table(), seed, Optional.empty(), Optional.empty());
  }

  private static Origin of(
      Table table, Seed seed, Optional<Integer> group, Optional<Integer> time) {
    return new Origin(
        table.file().toAbsolutePath().normalize(),
        table.digest(),
        table.format(),
        seed,
        group,
        time,
        table.source().arrays().stream().map(ArrayFile::absolute).toList(),
        table.source().query());
  }

  /**
   * Reads the table again.
   *
   * @throws StateException if it is no longer there, or not what it was
   */
  public Table table() {
    return table(List.of());
  }

  /**
   * The same where a database gave it.
   *
   * @param drivers jars with the database's driver, if it is not on the class path
   * @throws StateException if it is no longer there, or not what it was, or if a jar gave the
   *     driver and none is named
   */
  public Table table(List<Path> drivers) {
    if (query.isPresent()) {
      Table rows = query.get().again(format, drivers);
      if (!isOf(rows)) {
        throw new StateException(
            "The model learned from a query that gives other rows now, or the same in another"
                + " order, so that its test rows are not known; name other data to measure on. An"
                + " ORDER BY in a query keeps its order.");
      }
      return rows;
    }
    List<Path> files = arrays.isEmpty() ? List.of(file) : files();
    for (Path one : files) {
      if (!Files.exists(one)) {
        throw new StateException(
            "The model learned from "
                + one
                + ", which is no longer there; name a file to measure on.");
      }
    }
    Table table =
        arrays.isEmpty() ? CsvFile.read(file, format) : ArrayTable.of(arrays, format.missing());
    if (!isOf(table)) {
      throw new StateException(
          "The model learned from "
              + file
              + ", which has changed since, so that its test rows are not known; name a file to"
              + " measure on.");
    }
    return table;
  }

  private List<Path> files() {
    return arrays.stream().map(ArrayFile::file).toList();
  }

  /** Whether a table has the bytes that were learned from. */
  public boolean isOf(Table table) {
    return table.digest().equals(digest);
  }

  /**
   * The rows of its table that were kept from a model, none of which it learned from.
   *
   * @param targets the columns that it learned
   */
  public int[] testRows(Table table, List<Column> targets, Kind kind) {
    Problem problem = Problem.as(table, targets, kind, "as it was trained");
    return group
        .map(table::placed)
        .map(problem::grouped)
        .or(() -> time.map(table::placed).map(problem::inTime))
        .orElse(problem)
        .split(seed)
        .test();
  }

  /** What is saved of it. */
  public JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("file", file.toString())
            .put("sha256", digest)
            .put("format", format.json())
            .put("seed", seed.value());
    group.ifPresent(index -> json.put("group", index));
    time.ifPresent(index -> json.put("time", index));
    if (!arrays.isEmpty()) {
      json.put("arrays", new JsonArray(arrays.stream().<Json>map(ArrayFile::json).toList()));
    }
    query.ifPresent(one -> json.put("query", one.json()));
    return json.build();
  }

  /** Reads what {@link #json} wrote. */
  public static Origin read(JsonPlace json) {
    return new Origin(
        Path.of(json.string("file")),
        json.string("sha256"),
        CsvFormat.read(json.object("format")),
        Seed.of(json.longValue("seed")),
        json.find("group").map(_ -> json.intValue("group")),
        json.find("time").map(_ -> json.intValue("time")),
        json.find("arrays").isEmpty()
            ? List.of()
            : json.list("arrays").stream().map(ArrayFile::read).toList(),
        json.find("query").map(Query::read));
  }
}
