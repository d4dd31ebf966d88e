package org.atled.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.data.NamedTensors;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.loss.Loss;

/** The means of losses, and metrics, over the examples seen so far. */
public final class Evaluation {
  private final List<Metric> metrics;
  private final List<Metric.Meter> meters;
  private final SequencedMap<String, Double> losses = new LinkedHashMap<>();
  private long examples;

  Evaluation(List<Metric> metrics) {
    this(metrics, Run.Begun.nothing());
  }

  /**
   * Of an epoch that goes on: of all its examples, but for metrics whose meters cannot say what
   * they remember.
   */
  Evaluation(List<Metric> metrics, Run.Begun begun) {
    this.metrics = metrics;
    this.meters = metrics.stream().map(Metric::meter).toList();
    losses.putAll(begun.losses());
    examples = begun.examples();
    for (int i = 0; i < metrics.size(); i++) {
      double[] sums = begun.metrics().get(metrics.get(i).name());
      if (sums != null) {
        meters.get(i).resume(sums);
      }
    }
  }

  /**
   * What was found of one batch.
   *
   * @param losses by phase, means over it
   * @param outputs of all phases
   */
  record Found(SequencedMap<String, Double> losses, NamedTensors outputs) {
    static Found none() {
      return new Found(new LinkedHashMap<>(), NamedTensors.none());
    }

    /**
     * With what a further phase found.
     *
     * @throws ArgumentException if it has an output of a name that there is
     */
    Found and(String phase, double loss, NamedTensors more) {
      SequencedMap<String, Double> all = new LinkedHashMap<>(losses);
      all.put(phase, loss);
      NamedTensors both = outputs;
      for (Map.Entry<String, Tensor> output : more.entries().entrySet()) {
        both = both.with(output.getKey(), output.getValue().detach());
      }
      return new Found(all, both);
    }
  }

  /** Measures a model on a data set, in evaluation mode. */
  public static EpochReport.Measured of(
      Layer model, Loss loss, List<Metric> metrics, Dataset dataset, int batchSize) {
    return of(new Supervised(model, loss), metrics, dataset, batchSize);
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
    EvaluationStep step =
        new EvaluationStep(Phase.ONLY, new Supervised(model, loss), Optional.of(model));
    return of(
        List.of(step),
        metrics,
        dataset,
        batchSize,
        (found, batch) -> each.accept(found.outputs().get(Outcome.OUTPUT), batch));
  }

  /** Measures what a step gives on a data set, in evaluation mode; nothing moves. */
  public static EpochReport.Measured of(
      Step step, List<Metric> metrics, Dataset dataset, int batchSize) {
    return of(step, Optional.empty(), metrics, dataset, batchSize);
  }

  /**
   * The same where it is known what the step applies: of a large network a plan is made sooner.
   *
   * @param network whose parameters the step reads
   */
  public static EpochReport.Measured of(
      Step step, Module network, List<Metric> metrics, Dataset dataset, int batchSize) {
    return of(step, Optional.of(network), metrics, dataset, batchSize);
  }

  /**
   * The same of a step that has an {@link Outcome#OUTPUT}.
   *
   * @param each is shown this output of each batch: what a step does beside its tensors is not done
   *     again by a plan
   */
  public static EpochReport.Measured of(
      Step step,
      Module network,
      List<Metric> metrics,
      Dataset dataset,
      int batchSize,
      BiConsumer<Tensor, Batch> each) {
    return of(
        List.of(new EvaluationStep(Phase.ONLY, step, Optional.of(network))),
        metrics,
        dataset,
        batchSize,
        (found, batch) -> each.accept(found.outputs().get(Outcome.OUTPUT), batch));
  }

  private static EpochReport.Measured of(
      Step step, Optional<Module> network, List<Metric> metrics, Dataset dataset, int batchSize) {
    EvaluationStep only = new EvaluationStep(Phase.ONLY, step, network);
    return of(List.of(only), metrics, dataset, batchSize, (found, batch) -> {});
  }

  /**
   * Measures what phases find, one after the other.
   *
   * @param each is shown what they found of each batch
   */
  static EpochReport.Measured of(
      List<EvaluationStep> steps,
      List<Metric> metrics,
      Dataset dataset,
      int batchSize,
      BiConsumer<Found, Batch> each) {
    if (dataset.size() == 0) {
      throw new ArgumentException(
          "\"" + dataset.info().name() + "\" has no examples; measuring needs at least one.");
    }
    Evaluation evaluation = new Evaluation(metrics);
    steps.forEach(EvaluationStep::begin);
    for (Batch batch : DataLoader.of(dataset, batchSize).epoch(0)) {
      Found found = Found.none();
      for (EvaluationStep step : steps) {
        found = step.of(batch, found);
      }
      each.accept(found, batch);
      evaluation.add(found, batch);
    }
    return evaluation.measured();
  }

  void add(Found found, Batch batch) {
    found.losses().forEach((name, mean) -> losses.merge(name, mean * batch.size(), Double::sum));
    meters.forEach(meter -> meter.add(found.outputs(), batch));
    examples += batch.size();
  }

  long examples() {
    return examples;
  }

  /**
   * What going on takes.
   *
   * @param seconds that the epoch took so far
   */
  Run.Begun begun(double seconds) {
    SequencedMap<String, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      double[] remembered = meters.get(i).sums();
      if (remembered.length > 0) {
        sums.put(metrics.get(i).name(), remembered);
      }
    }
    return new Run.Begun(losses, examples, sums, seconds);
  }

  EpochReport.Measured measured() {
    SequencedMap<String, Double> means = new LinkedHashMap<>();
    losses.forEach((name, sum) -> means.put(name, sum / examples));
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      values.put(metrics.get(i).name(), meters.get(i).value());
    }
    return new EpochReport.Measured(means, values);
  }
}
