package org.atled.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.train.EpochReport;
import org.atled.train.Metric;
import org.atled.train.Run;

/**
 * What is said of a run that has ended.
 *
 * @param isStopped whether somebody stopped it
 * @param weights what is saved, where that is not what the last epoch left
 * @param scores on the test part, of a run that came to its end
 */
record TrainReport(
    Run run,
    Lesson lesson,
    Path folder,
    boolean isStopped,
    Optional<Ending.Weights> weights,
    Optional<Scores> scores,
    Optional<FigureFiles> figures) {
  /** At the first Ctrl-C. */
  static final String STOPPING =
      "stopping after this step, then saving; press Ctrl-C again to end at once without saving";

  /**
   * A few lines.
   *
   * @param epochs how many there were to be
   */
  String forPeople(int epochs) {
    StringBuilder text = new StringBuilder();
    if (isStopped) {
      text.append("stopped in epoch ").append(Math.min(run.position().epoch() + 1, epochs));
      text.append(" of ").append(epochs).append(" after ").append(run.position().step());
      text.append(run.position().step() == 1 ? " step" : " steps");
    } else {
      text.append("done in ").append(Text.time(run.seconds()));
      test()
          .ifPresent(test -> {
            if (!test.metrics().isEmpty()) {
              text.append(
                  test.metrics().entrySet().stream()
                      .map(metric -> Text.metric(metric.getKey(), metric.getValue()))
                      .collect(Collectors.joining(", ", ": test ", "")));
            }
            lesson.remarks(test).forEach(line -> text.append(System.lineSeparator()).append(line));
          });
      lesson.results(run, folder).forEach(line -> text.append(System.lineSeparator()).append(line));
    }
    weights.ifPresent(saved -> text.append(System.lineSeparator()).append(saved.line()));
    scores
        .flatMap(Scores::confusion)
        .ifPresent(c -> text.append(System.lineSeparator()).append(c.summary()));
    text.append(System.lineSeparator()).append("saved to ").append(folder);
    return text.toString();
  }

  /** The same with figures. */
  TrainReport drawn(FigureFiles files) {
    return new TrainReport(run, lesson, folder, isStopped, weights, scores, Optional.of(files));
  }

  /** What to do with it. */
  String next() {
    return "next: ./atled " + lesson.next() + " " + folder;
  }

  /**
   * The numbers of the weights that are saved, or of the last whole epoch; null if there is none.
   */
  JsonObject json() {
    Optional<EpochReport.Measured> train = last().map(EpochReport::train);
    JsonObject.Builder json =
        JsonObject.builder()
            .put("dataset", run.info().name())
            .put("model", run.model().toString())
            .put("parameters", run.model().state().parameterCount())
            .put("epochs", run.history().size())
            .put("steps", run.position().step())
            .put("interrupted", isStopped)
            .put("seed", run.position().seed());
    BackendFields.put(json);
    put(json, "train_", train);
    put(json, "test_", test());
    scores.ifPresent(measured -> measured.describe(json));
    lesson.describe(json, test());
    weights.ifPresent(
        saved -> json.put("weights", saved.line()).put("weights_epoch", saved.report().epoch()));
    lesson.describe(json, run);
    figures.ifPresent(drawn -> drawn.describe(json));
    return json.put("seconds", run.seconds())
        .put("examples_per_second", run.examplesPerSecond())
        .put("out", folder.toString())
        .build();
  }

  /** The loss and what the task's metrics are called. */
  private void put(JsonObject.Builder json, String part, Optional<EpochReport.Measured> measured) {
    json.put(part + "loss", number(measured.map(EpochReport.Measured::loss)));
    for (Metric metric : lesson.metrics(run.objective())) {
      json.put(
          part + metric.name(),
          number(measured.flatMap(m -> Optional.ofNullable(m.metrics().get(metric.name())))));
    }
  }

  private Optional<EpochReport> last() {
    return weights.isPresent()
        ? weights.map(Ending.Weights::report)
        : run.history().isEmpty() ? Optional.empty() : Optional.of(run.last());
  }

  private Optional<EpochReport.Measured> test() {
    return last().flatMap(EpochReport::test);
  }

  private static Json number(Optional<Double> value) {
    return value.map(JsonNumber::orNull).orElseGet(JsonNull::new);
  }
}
