package org.atled.train.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.train.Accuracy;
import org.atled.train.Metric;
import org.atled.train.Outcome;
import org.atled.train.R2;
import org.junit.jupiter.api.Test;

/** A meter that goes on with what another remembered has the bits of one that saw all. */
class MeterSumsTest {
  private static final Tensor INDEX = Tensor.of(new long[] {0, 1, 2});
  private static final Tensor FIRST = Tensor.of(new float[][] {{1, -0.3f}, {0.2f, 2}, {3, 0.7f}});
  private static final Tensor SECOND = Tensor.of(new float[][] {{0, 1.3f}, {-0.4f, 1}, {1, 1.1f}});

  private static void goesOn(Metric metric, Tensor first, Tensor second) {
    Metric.Meter whole = metric.meter();
    add(whole, FIRST, first);
    add(whole, SECOND, second);
    Metric.Meter before = metric.meter();
    add(before, FIRST, first);
    Metric.Meter after = metric.meter();
    after.resume(before.sums());
    add(after, SECOND, second);

    assertThat(before.sums()).as(metric.name()).isNotEmpty();
    assertThat(after.value()).as(metric.name()).isEqualTo(whole.value()).isNotNaN();
    assertThat(after.value()).as(metric.name()).isNotEqualTo(before.value());
  }

  private static void add(Metric.Meter meter, Tensor output, Tensor target) {
    meter.add(NamedTensors.of(Outcome.OUTPUT, output), Batch.of(output, target, INDEX));
  }

  @Test
  void ofClasses() {
    Tensor first = Tensor.of(new long[] {0, 1, 1});
    Tensor second = Tensor.of(new long[] {0, 0, 1});
    for (Metric metric :
        List.of(
            Accuracy.top1(),
            ClassMetric.f1(2, Average.MACRO),
            ProbabilityMetric.logLoss(),
            ProbabilityMetric.perplexity(),
            ProbabilityMetric.brier(),
            ProbabilityMetric.calibrationError(),
            ProbabilityMetric.rocAuc(),
            ProbabilityMetric.averagePrecision())) {
      goesOn(metric, first, second);
    }
  }

  @Test
  void ofNumbers() {
    Tensor first = Tensor.of(new float[][] {{1, 0}, {0.5f, 1}, {2, 1}});
    Tensor second = Tensor.of(new float[][] {{0.3f, 1}, {-1, 2}, {1, 0.5f}});
    for (Metric metric :
        List.of(
            new R2(),
            NumberMetric.mae(),
            NumberMetric.rmse(),
            NumberMetric.mape(),
            NumberMetric.explainedVariance())) {
      goesOn(metric, first, second);
    }
  }
}
