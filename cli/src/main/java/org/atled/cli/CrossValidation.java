package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.tables.Problem;
import org.atled.train.EpochReport;
import org.atled.train.Evaluation;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.Trainer;

/**
 * Trains on all parts of a table's rows but one and measures on that one, for each part in turn.
 * Each time everything is done anew: what is fitted to the rows, and the first weights.
 *
 * @param trainer makes one for a part
 */
record CrossValidation(
    Problem problem, int folds, Seed seed, Function<TableLesson, Trainer> trainer) {
  /** At the first Ctrl-C. */
  static final String STOPPING =
      "stopping after this step; what was measured so far is shown; press Ctrl-C again to end at"
          + " once";

  /**
   * What was measured.
   *
   * @param parts of each part that was trained to its end; fewer than asked for after Ctrl-C
   */
  record Result(List<EpochReport.Measured> parts, double seconds, boolean interrupted) {
    /** Mean and standard deviation over the parts of each number, the loss first. */
    private Map<String, double[]> summary() {
      Map<String, double[]> numbers = new LinkedHashMap<>();
      numbers.put("loss", parts.stream().mapToDouble(EpochReport.Measured::loss).toArray());
      if (!parts.isEmpty()) {
        parts.getFirst().metrics().keySet().forEach(name -> numbers.put(name, metric(name)));
      }
      return numbers;
    }

    private double[] metric(String name) {
      return parts.stream().mapToDouble(part -> part.metrics().getOrDefault(name, 0.0)).toArray();
    }

    /** {@code over 5 folds: accuracy 0.9600, deviation 0.0211}. */
    String forPeople() {
      if (parts.isEmpty()) {
        return "stopped before the first fold ended; nothing was measured";
      }
      return summary().entrySet().stream()
          .map(entry ->
              entry.getKey()
                  + String.format(
                      java.util.Locale.ROOT,
                      " %.4f ± %.4f",
                      mean(entry.getValue()),
                      deviation(entry.getValue())))
          .collect(
              Collectors.joining(
                  ", ", "over " + parts.size() + " folds (mean ± standard deviation): ", ""));
    }

    void describe(JsonObject.Builder json) {
      json.put("interrupted", interrupted).put("seconds", seconds);
      summary()
          .forEach((name, values) -> {
            json.put("test_" + name, Numbers.json(mean(values)));
            json.put("test_" + name + "_deviation", Numbers.json(deviation(values)));
            json.put(
                "test_" + name + "_folds",
                new JsonArray(Arrays.stream(values).mapToObj(Numbers::json).toList()));
          });
    }

    private static double mean(double[] values) {
      return Arrays.stream(values).sum() / values.length;
    }

    /** Of a sample: divided by one less than there are. */
    private static double deviation(double[] values) {
      double mean = mean(values);
      double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
      return Math.sqrt(squares / (values.length - 1));
    }
  }

  /** What programs may want to know. */
  JsonObject json(Result result) {
    JsonObject.Builder json =
        JsonObject.builder().put("dataset", TableFile.name(problem.table().file()));
    TableLesson.describeTarget(json, problem);
    json.put("folds", folds).put("seed", seed.value());
    result.describe(json);
    return json.build();
  }

  /** Trains and measures; tells people of each part. */
  Result run(Progress progress) {
    List<int[]> parts = problem.folds(folds, seed);
    List<EpochReport.Measured> measured = new ArrayList<>();
    double seconds = 0;
    for (int i = 0; i < folds; i++) {
      TableLesson lesson = TableLesson.of(problem, Problem.rows(parts, i), seed);
      Trainer one = trainer.apply(lesson);
      if (i == 0) {
        progress.say("folds: " + folds + ", none of whose models is saved");
      }
      Run run = one.fit(lesson.split().train());
      if (run.interrupted()) {
        return new Result(measured, seconds, true);
      }
      seconds += run.seconds();
      Objective objective = Objective.of(lesson.split().info().task());
      EpochReport.Measured part =
          Evaluation.of(
              one.model(), objective.loss(), objective.metrics(), lesson.split().test(), 256);
      measured.add(part);
      progress.say(
          "fold "
              + (i + 1)
              + "/"
              + folds
              + "  "
              + Text.grouped(lesson.split().train().size())
              + " rows learned  |  "
              + Text.grouped(lesson.split().test().size())
              + " measured: "
              + part);
    }
    return new Result(measured, seconds, false);
  }
}
