package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.tables.Preparation;
import org.atled.train.Objective;
import org.atled.train.SavedModel;
import org.atled.train.doubt.Confidence;
import org.atled.train.doubt.DropoutPasses;
import org.atled.train.doubt.SetKind;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How sure answers are. */
final class DoubtOptions {
  @Option(
      names = "--sets",
      paramLabel = "C",
      converter = Numbers.Coverage.class,
      description =
          "With each answer the classes among which the right one is with a probability of at least"
              + " C, such as 0.9. The model must be calibrated.")
  Optional<Double> sets = Optional.empty();

  @Option(
      names = "--adaptive",
      description =
          "With --sets: sets that are larger where the model is less sure, in place of the smallest"
              + " on average.")
  boolean adaptive;

  @Option(
      names = "--intervals",
      paramLabel = "C",
      converter = Numbers.Coverage.class,
      description =
          "With each number the interval that holds the right one with a probability of at least C,"
              + " such as 0.9. The model must be calibrated.")
  Optional<Double> intervals = Optional.empty();

  @Option(
      names = "--passes",
      paramLabel = "N",
      converter = Numbers.Folds.class,
      description =
          "Ask N times as dropout goes on dropping (Monte-Carlo dropout), and give means and, after"
              + " them, standard deviations; for a model with dropout.")
  Optional<Integer> passes = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = Numbers.SeedNumber.class,
      description = "With --passes: decides what is dropped (default: 0).")
  Optional<Long> seed = Optional.empty();

  /**
   * Refuses what does not go together.
   *
   * @throws ParameterException naming the option
   */
  void check(CommandLine line) {
    long several =
        List.of(sets.isPresent(), intervals.isPresent(), passes.isPresent()).stream()
            .filter(given -> given)
            .count();
    if (several > 1) {
      throw new ParameterException(
          line, "Options '--sets', '--intervals' and '--passes' are asked one at a time.");
    }
    refuseAlone(line, "--adaptive", adaptive, "--sets", sets.isPresent());
    refuseAlone(line, "--seed", seed.isPresent(), "--passes", passes.isPresent());
  }

  private static void refuseAlone(
      CommandLine line, String option, boolean given, String other, boolean there) {
    if (given && !there) {
      throw new ParameterException(
          line, "Option '%s' goes with %s; name both, or none.".formatted(option, other));
    }
  }

  Seed seed() {
    return Seed.of(seed.orElse(0L));
  }

  /**
   * Sets or intervals of answers, if they are asked for.
   *
   * @param table how rows become examples, if they are rows of a table
   * @throws StateException if the model was not calibrated, or tells something else
   */
  Answers beside(Answers answers, Path folder, SavedModel saved, Optional<Preparation> table) {
    Objective objective = saved.objective();
    if (sets.isPresent()) {
      if (objective.named().isEmpty()) {
        throw new StateException(
            "The model in %s tells no classes, of which there could be sets; %s."
                .formatted(
                    folder,
                    objective instanceof Objective.Numbers
                        ? "ask for --intervals, or leave --sets out"
                        : "leave --sets out"));
      }
      Confidence known = Confidence.read(folder, objective);
      return known instanceof Confidence.OfClasses classes
          ? answers.with(sets(answers, classes, sets.get()))
          : answers;
    }
    if (intervals.isPresent()) {
      if (!(objective instanceof Objective.Numbers)) {
        throw new StateException(
            "The model in %s finds no numbers, of which there could be intervals; %s."
                .formatted(
                    folder,
                    objective.named().isPresent()
                        ? "ask for --sets, or leave --intervals out"
                        : "leave --intervals out"));
      }
      Confidence known = Confidence.read(folder, objective);
      return known instanceof Confidence.OfNumbers numbers
          ? answers.with(intervals(answers, numbers.reach(intervals.get()), table))
          : answers;
    }
    return answers;
  }

  private ExtraColumns sets(Answers answers, Confidence.OfClasses known, double coverage) {
    List<String> names = answers.classes().orElseThrow();
    SetKind kind = adaptive ? SetKind.ADAPTIVE : SetKind.LIKELY;
    IntFunction<List<String>> set =
        i -> known.set(kind, answers.rows().get(i), coverage).stream().map(names::get).toList();
    known.set(kind, new double[names.size()], coverage); // refuses before anything is written
    SequencedMap<String, IntFunction<Json>> members = new LinkedHashMap<>();
    members.put("sets", i -> JsonArray.ofStrings(set.apply(i)));
    return new ExtraColumns(List.of("set"), i -> List.of(String.join("|", set.apply(i))), members);
  }

  private static ExtraColumns intervals(
      Answers answers, double[] reach, Optional<Preparation> table) {
    IntFunction<double[][]> ends =
        i -> {
          double[] row = answers.rows().get(i);
          double[][] interval = new double[2][row.length];
          for (int k = 0; k < row.length; k++) {
            double[] of = interval(table, k, row[k], reach[k]);
            interval[0][k] = of[0];
            interval[1][k] = of[1];
          }
          return interval;
        };
    List<String> head = new ArrayList<>();
    for (int k = 0; k < reach.length; k++) {
      String before = reach.length == 1 ? "" : name(table, k) + " ";
      head.add(before + "low");
      head.add(before + "high");
    }
    SequencedMap<String, IntFunction<Json>> members = new LinkedHashMap<>();
    members.put("low", i -> JsonArray.of(ends.apply(i)[0]));
    members.put("high", i -> JsonArray.of(ends.apply(i)[1]));
    return new ExtraColumns(
        head,
        i -> {
          double[][] interval = ends.apply(i);
          return IntStream.range(0, reach.length)
              .boxed()
              .flatMap(k -> Arrays.stream(new double[] {interval[0][k], interval[1][k]}).boxed())
              .map(number -> Double.toString(number))
              .toList();
        },
        members);
  }

  private static String name(Optional<Preparation> table, int output) {
    return table
        .map(preparation -> preparation.targets().get(output).name())
        .orElse("output " + output);
  }

  private static double[] interval(
      Optional<Preparation> table, int output, double number, double reach) {
    return table
        .flatMap(rows -> rows.numbers(output))
        .map(learned -> learned.interval(number, reach))
        .orElseGet(() -> new double[] {number - reach, number + reach});
  }

  /** Means, with the spreads beside them. */
  static Answers answers(DropoutPasses found, Optional<List<String>> classes, List<String> names) {
    Answers means = new Answers(Arrays.asList(found.mean()), classes);
    SequencedMap<String, IntFunction<Json>> members = new LinkedHashMap<>();
    members.put("spread", i -> JsonArray.of(found.spread()[i]));
    List<String> head =
        classes.isPresent() || names.size() == 1
            ? List.of("spread")
            : names.stream().map(name -> name + " spread").toList();
    return means.with(
        new ExtraColumns(
            head,
            i -> {
              double[] spread = found.spread()[i];
              return classes.isPresent()
                  ? List.of(Double.toString(spread[Answers.greatest(found.mean()[i])]))
                  : Arrays.stream(spread).mapToObj(Double::toString).toList();
            },
            members));
  }
}
