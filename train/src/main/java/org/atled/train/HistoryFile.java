package org.atled.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.error.AtledException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * What a run measured, in {@code history.json} beside its model: a list of epochs, each with its
 * number, its seconds and examples, and the loss and metrics in training and, where it was
 * measured, on the test set. A metric that is not a finite number is null.
 */
final class HistoryFile {
  private static final String NAME = "history.json";

  private HistoryFile() {}

  static void write(Path folder, List<EpochReport> history) throws IOException {
    JsonArray epochs = new JsonArray(history.stream().map(HistoryFile::json).toList());
    JsonObject all = JsonObject.builder().put("epochs", epochs).build();
    Files.writeString(folder.resolve(NAME), all.pretty() + "\n");
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
    JsonObject.Builder metrics = JsonObject.builder();
    measured.metrics().forEach((name, value) -> metrics.put(name, JsonNumber.orNull(value)));
    return JsonObject.builder()
        .put("loss", JsonNumber.orNull(measured.loss()))
        .put("metrics", metrics.build())
        .build();
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
      JsonPlace json = JsonPlace.parse(Files.readAllBytes(file), file.toString());
      return json.list("epochs").stream().map(HistoryFile::report).toList();
    } catch (IOException e) {
      throw new AtledException("Cannot read " + file + ": " + e + ".", e);
    }
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
    Map<String, Double> metrics = new LinkedHashMap<>();
    JsonPlace places = json.object("metrics");
    places.keys().forEach(name -> metrics.put(name, number(places.get(name))));
    return new EpochReport.Measured(number(json.get("loss")), metrics);
  }

  private static double number(JsonPlace place) {
    return place.value() instanceof JsonNull ? Double.NaN : place.asDouble();
  }
}
