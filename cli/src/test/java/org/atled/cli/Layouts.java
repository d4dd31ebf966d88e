package org.atled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonPlace;

/** Writes files in the form of known ones, and asks what they are. */
final class Layouts {
  private Layouts() {}

  /** A file of 60 rows. */
  static String file(Path file, String head, IntFunction<String> row) throws IOException {
    String rows = IntStream.range(0, 60).mapToObj(row).collect(Collectors.joining("\n"));
    return Files.writeString(file, head + rows + "\n").toString();
  }

  static JsonPlace inspected(String... args) {
    List<String> all = new ArrayList<>(List.of("inspect"));
    all.addAll(List.of(args));
    all.add("--json");
    return Atled.done(all.toArray(String[]::new)).json();
  }

  /** Name, type, what is missing, and what training makes of each column. */
  static List<String> columns(JsonPlace json) {
    return json.list("columns").stream()
        .map(column ->
            column.string("name")
                + ": "
                + column.string("type")
                + ", "
                + column.object("missing_as").value().compact()
                + ", "
                + column.string("becomes"))
        .toList();
  }

  static String one(int i, String... values) {
    return values[i % values.length];
  }
}
