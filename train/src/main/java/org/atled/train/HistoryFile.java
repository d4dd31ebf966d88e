package org.atled.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.atled.core.error.AtledException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * What a run measured, in {@code history.json} beside its model: a list of epochs, each with its
 * number, its seconds and examples, and the loss, or the losses by phase, and metrics in training
 * and, where it was measured, on the test set. What is not a finite number is null.
 */
final class HistoryFile {
  private static final String NAME = "history.json";
  private static final String LOSSES = "losses";

  private HistoryFile() {}

  static void write(Path folder, List<EpochReport> history) throws IOException {
    Files.writeString(folder.resolve(NAME), json(history).pretty() + "\n");
  }

  /** What the file holds. */
  static JsonObject json(List<EpochReport> history) {
    JsonArray epochs = new JsonArray(history.stream().map(HistoryFile::json).toList());
    return JsonObject.builder().put("epochs", epochs).build();
  }

  private static Json json(EpochReport report) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("epoch", report.epoch())
            .put("seconds", report.seconds())
            .put("examples", report.examples())
            .put("train", json(report.train()));
    report.test().ifPresent(test -> json.put("test", json(test)));
    return json.build();
  }

  private static Json json(EpochReport.Measured measured) {
    JsonObject.Builder json = JsonObject.builder();
    if (measured.losses().keySet().equals(Set.of(Phase.ONLY))) {
      json.put(Phase.ONLY, JsonNumber.orNull(measured.loss()));
    } else {
      json.put(LOSSES, numbers(measured.losses()));
    }
    return json.put("metrics", numbers(measured.metrics())).build();
  }

  private static JsonObject numbers(Map<String, Double> values) {
    JsonObject.Builder json = JsonObject.builder();
    values.forEach((name, value) -> json.put(name, JsonNumber.orNull(value)));
    return json.build();
  }

  /**
   * Reads what was written; no epochs where there is no such file, as in folders of earlier
   * versions.
   *
   * @throws org.atled.core.error.FormatException if it is damaged
   */
  static List<EpochReport> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return history(JsonPlace.parse(Files.readAllBytes(file), file.toString()));
    } catch (IOException e) {
      throw new AtledException("Cannot read " + file + ": " + e + ".", e);
    }
  }

  /** What {@link #json(List)} made JSON of. */
  static List<EpochReport> history(JsonPlace json) {
    return json.list("epochs").stream().map(HistoryFile::report).toList();
  }

  private static EpochReport report(JsonPlace json) {
    return new EpochReport(
        json.intValue("epoch"),
        measured(json.object("train")),
        json.find("test").map(HistoryFile::measured),
        json.doubleValue("seconds"),
        json.longValue("examples"));
  }

  private static EpochReport.Measured measured(JsonPlace json) {
    Map<String, Double> metrics = numbers(json.object("metrics"));
    return json.has(LOSSES)
        ? new EpochReport.Measured(numbers(json.object(LOSSES)), metrics)
        : new EpochReport.Measured(number(json.get(Phase.ONLY)), metrics);
  }

  private static SequencedMap<String, Double> numbers(JsonPlace json) {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    json.keys().forEach(name -> numbers.put(name, number(json.get(name))));
    return numbers;
  }

  private static double number(JsonPlace place) {
    return place.value() instanceof JsonNull ? Double.NaN : place.asDouble();
  }
}
