package org.atled.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.train.EpochReport;
import org.atled.train.Evaluation;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.Outcome;
import org.atled.train.Step;
import org.atled.train.Supervised;
import org.atled.train.metric.Average;
import org.atled.train.metric.ClassMetric;
import org.atled.train.metric.NumberMetric;
import org.atled.train.metric.ProbabilityMetric;

/**
 * What a model is worth on some examples.
 *
 * @param measured the loss and the usual metrics
 * @param more others by name, for programs; none where examples do not count the same
 * @param confusion of classes
 */
record Scores(
    EpochReport.Measured measured, Map<String, Double> more, Optional<Confusion> confusion) {
  private static final int MOST_EXAMPLES = 256;

  /** Numbers that go in at once: what layers make of large images is many times as much. */
  private static final long MOST_NUMBERS = 1 << 20;

  /** Measures, at the temperature of the objective. */
  static Scores of(Layer model, Objective objective, List<Metric> usual, Dataset examples) {
    // These count every example once.
    boolean isWeighted = examples.info().tensors().containsKey(Batch.WEIGHT);
    List<Metric> others = isWeighted ? List.of() : others(objective);
    List<Metric> all = new ArrayList<>(usual);
    all.addAll(others);
    Optional<Confusion> confusion = objective.named().map(Confusion::of);
    Step step =
        (batch, mode) -> {
          Tensor output = Autograd.noGrad(() -> objective.calibrated(model.apply(batch.x(), mode)));
          return Outcome.of(Supervised.loss(objective.loss(), output, batch))
              .with(Outcome.OUTPUT, output);
        };
    EpochReport.Measured found =
        Evaluation.of(
            step,
            model,
            all,
            examples,
            batch(examples),
            (outputs, batch) ->
                confusion.ifPresent(
                    c -> c.report().matrix().add(outputs.get(Outcome.OUTPUT), batch)));
    Map<String, Double> values = new LinkedHashMap<>(found.metrics());
    Map<String, Double> more = new LinkedHashMap<>();
    for (Metric metric : others) {
      more.put(metric.name(), values.getOrDefault(metric.name(), Double.NaN));
      values.remove(metric.name());
    }
    return new Scores(new EpochReport.Measured(found.losses(), values), more, confusion);
  }

  private static int batch(Dataset examples) {
    long each = Math.max(1, examples.info().input().elements());
    return Math.clamp(MOST_NUMBERS / each, 1, MOST_EXAMPLES);
  }

  /** What programs may want to know beside the usual. */
  private static List<Metric> others(Objective objective) {
    if (objective instanceof Objective.Numbers) {
      return List.of(NumberMetric.explainedVariance());
    }
    int classes = objective.named().map(List::size).orElse(0);
    if (classes == 0) {
      return List.of();
    }
    List<Metric> all =
        new ArrayList<>(
            List.of(
                ClassMetric.balancedAccuracy(classes),
                ClassMetric.precision(classes, Average.MACRO),
                ClassMetric.recall(classes, Average.MACRO),
                ClassMetric.f1(classes, Average.MACRO),
                ClassMetric.f1(classes, Average.WEIGHTED),
                ClassMetric.kappa(classes),
                ClassMetric.matthews(classes),
                ProbabilityMetric.rocAuc(),
                ProbabilityMetric.averagePrecision(),
                ProbabilityMetric.logLoss(),
                ProbabilityMetric.brier(),
                ProbabilityMetric.calibrationError()));
    if (classes > 5) {
      all.add(ProbabilityMetric.topK(5));
    }
    return all;
  }

  /** Adds what programs may want to know; what is not defined is null. */
  void describe(JsonObject.Builder json) {
    if (!more.isEmpty()) {
      JsonObject.Builder scores = JsonObject.builder();
      more.forEach((name, value) -> scores.put(name, JsonNumber.orNull(value)));
      json.put("scores", scores.build());
    }
    confusion.ifPresent(c -> json.put("confusion", c.json()).put("classes", c.classes()));
  }
}
