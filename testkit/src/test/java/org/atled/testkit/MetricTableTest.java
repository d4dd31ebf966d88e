package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.train.Accuracy;
import org.atled.train.Metric;
import org.atled.train.Outcome;
import org.atled.train.R2;
import org.atled.train.metric.Average;
import org.atled.train.metric.Calibration;
import org.atled.train.metric.ClassCounts;
import org.atled.train.metric.ClassMetric;
import org.atled.train.metric.ClassReport;
import org.atled.train.metric.NumberMetric;
import org.atled.train.metric.ProbabilityMetric;
import org.atled.train.metric.Ranking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics of {@code train}, over batches of any size, give the values of scikit-learn. */
class MetricTableTest {
  private static Map<String, Metric> metrics(int classes) {
    Map<String, Metric> all = new LinkedHashMap<>();
    List.<Metric>of(
            Accuracy.top1(),
            ClassMetric.balancedAccuracy(classes),
            ClassMetric.kappa(classes),
            ClassMetric.matthews(classes),
            ProbabilityMetric.topK(2),
            ProbabilityMetric.logLoss(),
            ProbabilityMetric.perplexity(),
            ProbabilityMetric.brier(),
            ProbabilityMetric.calibrationError(),
            ProbabilityMetric.rocAuc(),
            ProbabilityMetric.averagePrecision(),
            NumberMetric.mae(),
            NumberMetric.mse(),
            NumberMetric.rmse(),
            NumberMetric.mape(),
            NumberMetric.explainedVariance(),
            new R2())
        .forEach(metric -> all.put(metric.name(), metric));
    for (Average average : Average.values()) {
      for (Metric metric :
          List.of(
              ClassMetric.precision(classes, average),
              ClassMetric.recall(classes, average),
              ClassMetric.f1(classes, average))) {
        all.put(metric.name(), metric);
      }
    }
    for (int i = 0; i < classes; i++) {
      all.put("f1_" + i, ClassMetric.f1(classes, i));
    }
    return all;
  }

  static List<Literals.Literal> literals() {
    return Literals.of("metrics");
  }

  @ParameterizedTest
  @MethodSource("literals")
  void aMetricIsScikitLearns(Literals.Literal literal) {
    Tensor output = literal.operands().getFirst();
    Tensor target = literal.operands().getLast();
    int classes = Math.max(2, (int) output.shape().size(1));
    Metric metric = Objects.requireNonNull(metrics(classes).get(literal.row()), literal.row());
    double expected = literal.result().item();
    int examples = (int) output.shape().size(0);
    for (int size : new int[] {1, 4, examples}) {
      Metric.Meter meter = metric.meter();
      for (int from = 0; from < examples; from += size) {
        String rows = from + ":" + Math.min(examples, from + size);
        add(meter, output.at(rows), target.at(rows));
      }
      if (Double.isNaN(expected)) {
        assertThat(meter.value()).isNaN();
      } else {
        assertThat(meter.value())
            .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  private static void add(Metric.Meter meter, Tensor output, Tensor target) {
    Tensor index = Tensor.arange((int) target.shape().size(0));
    meter.add(NamedTensors.none().with(Outcome.OUTPUT, output), Batch.of(target, target, index));
  }

  @Test
  void everyMetricIsMeasured() {
    Set<String> known =
        literals().stream()
            .map(Literals.Literal::row)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).containsAll(metrics(5).keySet());
  }

  @Test
  void aReportHasARowForEachClass() {
    ClassCounts matrix = new ClassCounts(3);
    int[][] examples = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {2, 1}};
    for (int[] example : examples) {
      matrix.add(example[0], example[1]);
    }
    ClassReport report = new ClassReport(List.of("a", "b", "c"), matrix);

    assertThat(report.rows())
        .containsExactly(
            new ClassReport.Row(0, "a", 3, 1, 2 / 3.0, 0.8),
            new ClassReport.Row(1, "b", 1, 1 / 3.0, 1, 0.5),
            new ClassReport.Row(2, "c", 1, 0, 0, 0));
    assertThat(report.worst(2)).extracting(ClassReport.Row::name).containsExactly("c", "b");
    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{2, 1, 0}, {0, 1, 0}, {0, 1, 0}});
    assertThat(new ClassCounts(2).accuracy()).isNaN();
  }

  @Test
  void scoresThatAreNoNumbersHaveNoOrder() {
    Ranking ranking = new Ranking();
    ranking.add(0.5, true);
    ranking.add(Double.NaN, false);

    assertThat(ranking.rocAuc()).isNaN();
    assertThat(ranking.averagePrecision()).isNaN();
  }

  /** Two tokens of two sentences: [batch, classes, length]. */
  @Test
  void outputsMayHaveAxesAfterTheClasses() {
    Tensor output = Tensor.of(new double[] {1, 2, 3, 5, 0, 0, 9, 9}).reshape(2, 2, 2);
    Metric.Meter meter = ProbabilityMetric.topK(1).meter();
    add(meter, output, Tensor.of(new long[][] {{1, 1}, {1, 0}}));
    assertThat(meter.value()).isEqualTo(0.75);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> new ClassCounts(2).add(0, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("ClassCounts: the classes 0 and 2 must be from 0 to 1.");
    assertThatThrownBy(() -> ProbabilityMetric.topK(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("topK: k is 0 but must be at least 1.");
    assertThatThrownBy(() -> new Calibration(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Calibration: the number of bins is 0 but must be at least 1.");
    assertThatThrownBy(() -> new ClassReport(List.of("a"), new ClassCounts(2)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("ClassReport: there are 1 names of 2 classes.");
    Tensor wrong = Tensor.of(new double[][] {{1, 2}});
    assertThatThrownBy(
            () -> add(ProbabilityMetric.brier().meter(), wrong, Tensor.of(new long[] {0, 1})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "brier: takes outputs [batch, classes] and a class for each, not outputs [1, 2] and"
                + " classes [2].");
    assertThatThrownBy(
            () -> add(ProbabilityMetric.brier().meter(), wrong, Tensor.of(new long[] {2})))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("brier: the class 2 is not from 0 to 1.");
    assertThatThrownBy(
            () -> add(NumberMetric.mae().meter(), wrong, Tensor.of(new double[][] {{1}})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "mae: takes outputs and targets of one shape, not outputs [1, 2] and targets [1, 1].");
    assertThatThrownBy(() -> new ClassCounts(2).add(wrong, Tensor.of(new long[] {0, 1})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "ClassCounts: takes outputs [batch, classes] and a class for each, not outputs [1, 2]"
                + " and classes [2].");
    assertThatThrownBy(() -> ClassMetric.f1(3, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("f1: the class is 3 but must be from 0 to 2.");
  }
}
