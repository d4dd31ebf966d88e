package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ModelFigures;
import org.atled.plot.ReliabilityDiagram;
import org.atled.tables.Preparation;
import org.atled.tables.Target;
import org.atled.tables.TargetScale;
import org.atled.train.doubt.Confidence;
import org.atled.train.doubt.ConformityScores;
import org.atled.train.doubt.HeldOut;
import org.atled.train.doubt.Reliability;
import org.atled.train.doubt.SetKind;
import org.atled.train.metric.Calibration;

/**
 * How sure a model may be, for people and for programs.
 *
 * @param name of the examples
 * @param fitted the half that was calibrated on
 * @param others the half that is measured on
 * @param table how rows become examples, if they are rows of a table
 */
record CalibrationReport(
    String name,
    HeldOut fitted,
    HeldOut others,
    Confidence confidence,
    Optional<Preparation> table) {
  private static final double[] ASKED = {0.8, 0.9, 0.95, 0.99};

  private Reliability before() {
    return Reliability.of(others, 1);
  }

  private Reliability after(Confidence.OfClasses classes) {
    return Reliability.of(others, classes.temperature().orElse(1));
  }

  /** The coverages of which the examples tell. */
  private double[] asked() {
    return Arrays.stream(ASKED).filter(confidence::tells).toArray();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s examples that the model did not learn from, %s to calibrate on and %s to measure on"
            .formatted(
                name,
                Text.grouped(fitted.size() + others.size()),
                Text.grouped(fitted.size()),
                Text.grouped(others.size())));
    switch (confidence) {
      case Confidence.OfClasses classes -> classes(classes, lines);
      case Confidence.OfNumbers numbers -> numbers(numbers, lines);
    }
    for (double coverage : ASKED) {
      if (!confidence.tells(coverage)) {
        lines.add(
            "a coverage of %s takes %s examples to calibrate on%s"
                .formatted(
                    coverage,
                    Text.grouped(ConformityScores.needed(coverage)),
                    confidence.mass() < confidence.examples()
                        ? String.format(
                            Locale.ROOT,
                            ", or as much weight as so many of the heaviest: these have that of"
                                + " %.1f",
                            confidence.mass())
                        : ""));
      }
    }
    return lines;
  }

  private void classes(Confidence.OfClasses classes, List<String> lines) {
    lines.add(
        classes.temperature().isEmpty()
            ? noTemperature()
            : String.format(
                Locale.ROOT,
                "temperature %.4f: as trained, the network is %s than it is right",
                classes.temperature().getAsDouble(),
                classes.temperature().getAsDouble() > 1 ? "surer" : "less sure"));
    Reliability before = before();
    Reliability after = after(classes);
    TextTable table = new TextTable();
    table.row(List.of("", "as trained", "calibrated"));
    table.row(row("calibration error", error(before), error(after)));
    table.row(row("log loss", before.logLoss(), after.logLoss()));
    table.row(row("Brier score", before.brier(), after.brier()));
    table.row(row("accuracy", before.accuracy(), after.accuracy()));
    lines.addAll(table.toString().lines().toList());
    if (asked().length > 0) {
      TextTable sets = new TextTable();
      sets.row(List.of("sets asked to hold", "likely hold", "classes", "adaptive hold", "classes"));
      for (double coverage : asked()) {
        List<String> row = new ArrayList<>(List.of(Double.toString(coverage)));
        for (SetKind kind : SetKind.values()) {
          Confidence.Coverage found = classes.measure(kind, others, coverage);
          row.add(decimals(found.found()));
          row.add(String.format(Locale.ROOT, "%.2f", found.size().getFirst()));
        }
        sets.row(row);
      }
      lines.addAll(sets.toString().lines().toList());
    }
  }

  private String noTemperature() {
    boolean all = Reliability.of(fitted, 1).accuracy() == 1;
    return "no temperature: on the examples to calibrate on the network is "
        + (all ? "always right, and the surer the likelier" : "no better than chance");
  }

  private static double error(Reliability reliability) {
    return reliability.calibration().error();
  }

  private static List<String> row(String name, double before, double after) {
    return List.of(name, decimals(before), decimals(after));
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private void numbers(Confidence.OfNumbers numbers, List<String> lines) {
    if (asked().length == 0) {
      return;
    }
    TextTable intervals = new TextTable();
    List<String> head = new ArrayList<>(List.of("intervals asked to hold", "hold"));
    head.addAll(names(numbers));
    intervals.row(head);
    for (double coverage : asked()) {
      Confidence.Coverage found = numbers.measure(others, coverage);
      List<String> row =
          new ArrayList<>(List.of(Double.toString(coverage), decimals(found.found())));
      for (int i = 0; i < found.size().size(); i++) {
        row.add(reach(i, found.size().get(i) / 2));
      }
      intervals.row(row);
    }
    lines.addAll(intervals.toString().lines().toList());
  }

  /** What is found: the targets, or the outputs by number. */
  private List<String> names(Confidence.OfNumbers numbers) {
    if (table.isPresent()) {
      return table.get().targets().stream().map(Preparation.TargetColumn::name).toList();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < numbers.scores().size(); i++) {
      names.add("output " + i);
    }
    return names;
  }

  /** {@code ± 12.3}, or {@code ×÷ 1.2} where the logarithm is learned. */
  private String reach(int output, double inDeviations) {
    Optional<Target.Numbers> target = table.flatMap(rows -> rows.numbers(output));
    double reach = inDeviations * target.map(Target.Numbers::deviation).orElse(1.0);
    return target.filter(one -> one.scale() != TargetScale.LINEAR).isPresent()
        ? "×÷ " + Tabular.number(StrictMath.exp(reach))
        : "± " + Tabular.number(reach);
  }

  /** What people may want to try next. */
  String next(Path folder) {
    return "./atled predict %s INPUT --%s 0.9"
        .formatted(folder, confidence instanceof Confidence.OfClasses ? "sets" : "intervals");
  }

  List<ModelFigures.Named> figures() {
    return List.of(
        switch (confidence) {
          case Confidence.OfClasses classes -> {
            SequencedMap<String, Calibration> curves = new LinkedHashMap<>();
            curves.put("as trained", before().calibration());
            curves.put("calibrated", after(classes).calibration());
            yield new ModelFigures.Named(
                "reliability", ReliabilityDiagram.of("Reliability on " + name, curves));
          }
          case Confidence.OfNumbers numbers ->
              new ModelFigures.Named("coverage", coverage(numbers));
        });
  }

  /** From 0.05 to 0.95, as far as the examples tell. */
  private Figure coverage(Confidence.OfNumbers numbers) {
    double[] asked =
        IntStream.rangeClosed(1, 19).mapToDouble(i -> i / 20.0).filter(confidence::tells).toArray();
    double[] found =
        Arrays.stream(asked).map(coverage -> numbers.measure(others, coverage).found()).toArray();
    double[] ends = {0, 1};
    return Chart.of("Intervals on " + name, "asked to hold", "share that holds what is right")
        .size(300, 300)
        .xRange(0, 1)
        .yRange(0, 1)
        .dashed("as asked", ends, ends)
        .line("measured", asked, found)
        .points("measured", asked, found)
        .figure();
  }

  void describe(JsonObject.Builder json) {
    json.put("dataset", name).put("calibrated_on", fitted.size()).put("measured_on", others.size());
    List<Json> coverages = new ArrayList<>();
    switch (confidence) {
      case Confidence.OfClasses classes -> {
        json.put(
            "temperature",
            classes.temperature().isPresent()
                ? JsonNumber.of(classes.temperature().getAsDouble())
                : new JsonNull());
        json.put("before", json(before())).put("after", json(after(classes)));
        for (double coverage : asked()) {
          JsonObject.Builder one = JsonObject.builder().put("asked", coverage);
          for (SetKind kind : SetKind.values()) {
            Confidence.Coverage found = classes.measure(kind, others, coverage);
            one.put(
                kind.toString(),
                JsonObject.builder()
                    .put("found", found.found())
                    .put("classes", found.size().getFirst())
                    .build());
          }
          coverages.add(one.build());
        }
      }
      case Confidence.OfNumbers numbers -> {
        for (double coverage : asked()) {
          coverages.add(
              JsonObject.builder()
                  .put("asked", coverage)
                  .put("found", numbers.measure(others, coverage).found())
                  .put("reach", JsonArray.of(numbers.reach(coverage)))
                  .build());
        }
      }
    }
    json.put("coverage", new JsonArray(coverages));
  }

  private static JsonObject json(Reliability reliability) {
    return JsonObject.builder()
        .put("calibration_error", error(reliability))
        .put("log_loss", JsonNumber.orNull(reliability.logLoss()))
        .put("brier", reliability.brier())
        .put("accuracy", reliability.accuracy())
        .build();
  }
}
