package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.tables.Problem;
import org.atled.tables.Unused;
import org.atled.train.EpochReport;
import org.atled.train.Evaluation;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.Trainer;

/**
 * Trains on all parts of a table's rows but one and measures on that one, for each part in turn.
 * Each time everything is done anew: what is fitted to the rows, and the first weights.
 *
 * @param parts the numbers of the rows
 * @param balanced whether rare classes count as much as frequent ones
 * @param trainer makes one for a part
 */
record CrossValidation(
    Problem problem,
    List<int[]> parts,
    Seed seed,
    boolean balanced,
    Function<TableLesson, Trainer> trainer) {
  /** At the first Ctrl-C. */
  static final String STOPPING =
      "stopping after this step; what was measured so far is shown; press Ctrl-C again to end at"
          + " once";

  /**
   * What was measured.
   *
   * @param measured on each part that was trained to its end; fewer than asked for after Ctrl-C
   */
  record Result(List<EpochReport.Measured> measured, double seconds, boolean interrupted) {
    /** Mean and standard deviation over the parts of each number, the loss first. */
    private Map<String, double[]> summary() {
      Map<String, double[]> numbers = new LinkedHashMap<>();
      numbers.put("loss", measured.stream().mapToDouble(EpochReport.Measured::loss).toArray());
      if (!measured.isEmpty()) {
        measured.getFirst().metrics().keySet().forEach(name -> numbers.put(name, metric(name)));
      }
      return numbers;
    }

    private double[] metric(String name) {
      return measured.stream()
          .mapToDouble(part -> part.metrics().getOrDefault(name, 0.0))
          .toArray();
    }

    /** {@code over 5 folds (mean ± standard deviation): loss 0.1 ± 0.02, accuracy 0.96 ± 0.01}. */
    String forPeople() {
      if (measured.isEmpty()) {
        return "stopped before the first fold ended; nothing was measured";
      }
      return summary().entrySet().stream()
          .map(entry ->
              entry.getKey()
                  + String.format(
                      Locale.ROOT,
                      " %.4f ± %.4f",
                      mean(entry.getValue()),
                      deviation(entry.getValue())))
          .collect(
              Collectors.joining(
                  ", ", "over " + measured.size() + " folds (mean ± standard deviation): ", ""));
    }

    void describe(JsonObject.Builder json) {
      json.put("interrupted", interrupted).put("seconds", seconds);
      summary()
          .forEach((name, values) -> {
            json.put("test_" + name, JsonNumber.orNull(mean(values)));
            json.put("test_" + name + "_deviation", JsonNumber.orNull(deviation(values)));
            json.put(
                "test_" + name + "_folds",
                new JsonArray(Arrays.stream(values).mapToObj(JsonNumber::orNull).toList()));
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
    json.put("folds", parts.size()).put("seed", seed.value());
    BackendFields.put(json);
    result.describe(json);
    return json.build();
  }

  /** Trains and measures; tells people of each part. */
  Result run(Progress progress) {
    List<EpochReport.Measured> measured = new ArrayList<>();
    double seconds = 0;
    List<Unused> first = List.of();
    for (int i = 0; i < parts.size(); i++) {
      TableLesson lesson = TableLesson.of(problem, Problem.rows(parts, i), seed, balanced);
      Trainer one = trainer.apply(lesson);
      if (i == 0) {
        first = lesson.preparation().unused();
        lesson.inputs().forEach(progress::say);
        progress.say("folds: " + parts.size() + ", none of whose models is saved");
      }
      Run run = one.fit(lesson.split().train());
      if (run.ending() != Run.Ending.COMPLETED) {
        return new Result(measured, seconds, true);
      }
      seconds += run.seconds();
      Objective objective = lesson.objective(lesson.split().info());
      EpochReport.Measured part =
          Evaluation.of(
              one.model(), objective.loss(), lesson.metrics(objective), lesson.split().test(), 256);
      measured.add(part);
      progress.say(
          "fold "
              + (i + 1)
              + "/"
              + parts.size()
              + "  "
              + Text.grouped(lesson.split().train().size())
              + " rows learned  |  "
              + Text.grouped(lesson.split().test().size())
              + " measured: "
              + part);
      if (i > 0) {
        List<Unused> here = new ArrayList<>(lesson.preparation().unused());
        here.removeAll(first);
        Unused.lines(here).forEach(line -> progress.say(line + " in this fold"));
      }
    }
    return new Result(measured, seconds, false);
  }
}
