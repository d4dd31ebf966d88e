package org.atled.lectures;

import java.util.List;
import org.atled.core.random.Seed;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;

/**
 * What an experiment found, and with which seed.
 *
 * @param quick whether it was {@link Experiment#quick}
 */
public record Exhibit(Experiment experiment, Seed seed, boolean quick, Findings findings) {
  /** Runs the experiment. */
  public static Exhibit of(Experiment experiment, Seed seed) {
    return new Exhibit(experiment, seed, false, experiment.run(seed));
  }

  /** Runs it with less of everything. */
  public static Exhibit quick(Experiment experiment, Seed seed) {
    return new Exhibit(experiment, seed, true, experiment.quick(seed));
  }

  /** The command that makes it again. */
  public String command() {
    return "atled lecture %s --seed %d%s"
        .formatted(experiment.name(), seed.value(), quick ? " --quick" : "");
  }

  /**
   * All of it but the figures themselves: {@code name, title, seed, command, sentences}; {@code
   * numbers} by name, null where one is not finite; {@code tables} of {@code title, header, rows};
   * {@code figures} of {@code file, title, caption, about, width, height}.
   */
  public JsonObject json() {
    JsonObject.Builder numbers = JsonObject.builder();
    findings.numbers().forEach((name, value) -> numbers.put(name, JsonNumber.orNull(value)));
    return JsonObject.builder()
        .put("name", experiment.name())
        .put("title", experiment.title())
        .put("seed", seed.value())
        .put("command", command())
        .put("sentences", JsonArray.ofStrings(findings.sentences()))
        .put("numbers", numbers.build())
        .put("tables", new JsonArray(findings.tables().stream().map(Exhibit::table).toList()))
        .put(
            "figures",
            new JsonArray(findings.illustrations().stream().map(Exhibit::figure).toList()))
        .build();
  }

  private static Json table(Table table) {
    List<Json> rows = table.rows().stream().<Json>map(JsonArray::ofStrings).toList();
    return JsonObject.builder()
        .put("title", table.title())
        .put("header", JsonArray.ofStrings(table.header()))
        .put("rows", new JsonArray(rows))
        .build();
  }

  private static Json figure(Findings.Illustration illustration) {
    return JsonObject.builder()
        .put("file", illustration.file())
        .put("title", illustration.figure().title())
        .put("caption", illustration.caption())
        .put("about", illustration.figure().description())
        .put("width", illustration.figure().width())
        .put("height", illustration.figure().height())
        .build();
  }
}
