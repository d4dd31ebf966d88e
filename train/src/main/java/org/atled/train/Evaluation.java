package org.atled.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.nn.Layer;
import org.atled.nn.loss.Loss;

/** The mean of a loss, and metrics, over the examples seen so far. */
public final class Evaluation {
  private final List<Metric> metrics;
  private final List<Metric.Meter> meters;
  private double loss;
  private long examples;

  Evaluation(List<Metric> metrics) {
    this.metrics = metrics;
    this.meters = metrics.stream().map(Metric::meter).toList();
  }

  /** Measures a model on a data set, in evaluation mode. */
  public static EpochReport.Measured of(
      Layer model, Loss loss, List<Metric> metrics, Dataset dataset, int batchSize) {
    return of(model, loss, metrics, dataset, batchSize, (output, batch) -> {});
  }

  /**
   * Measures a model on a data set, in evaluation mode.
   *
   * @param each is shown the model's output for each batch
   */
  public static EpochReport.Measured of(
      Layer model,
      Loss loss,
      List<Metric> metrics,
      Dataset dataset,
      int batchSize,
      BiConsumer<Tensor, Batch> each) {
    if (dataset.size() == 0) {
      throw new ArgumentException(
          "\"" + dataset.info().name() + "\" has no examples; measuring needs at least one.");
    }
    Evaluation evaluation = new Evaluation(metrics);
    for (Batch batch : DataLoader.of(dataset, batchSize).epoch(0)) {
      Autograd.noGrad(() -> {
        Tensor output = model.apply(batch.x());
        evaluation.add(output, batch, loss.of(output, batch.y()).item());
        each.accept(output, batch);
        return output;
      });
    }
    return evaluation.measured();
  }

  void add(Tensor output, Batch batch, double meanLoss) {
    Tensor plain = output.detach();
    loss += meanLoss * batch.size();
    meters.forEach(meter -> meter.add(plain, batch.y()));
    examples += batch.size();
  }

  long examples() {
    return examples;
  }

  EpochReport.Measured measured() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      values.put(metrics.get(i).name(), meters.get(i).value());
    }
    return new EpochReport.Measured(loss / examples, values);
  }
}
