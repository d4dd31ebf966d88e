package org.atled.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.atled.train.EpochReport;
import org.atled.train.TrainingListener;

/**
 * Meters of a run, for whatever Micrometer reports to:
 *
 * <ul>
 *   <li>{@code atled.training.steps} and {@code atled.training.examples}, counters;
 *   <li>{@code atled.training.epoch}, a gauge: the one that is under way, from 1;
 *   <li>{@code atled.training.epochs}, a timer of the training part of each;
 *   <li>{@code atled.training.value}, gauges by the tags {@code part}, which is {@code running} for
 *       the means of the epoch under way, or {@code train} and {@code test} for those of the last
 *       that ended, and {@code name}, which is a loss or a metric.
 * </ul>
 *
 * <pre>{@code
 * trainer.listener(new TrainingMeters(registry, Tags.of("model", "digits"))).fit(train, test);
 * }</pre>
 */
@SuppressWarnings("exports") // of a library that is no named module yet
public final class TrainingMeters implements TrainingListener {
  private static final String PREFIX = "atled.training.";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Counter steps;
  private final Counter examples;
  private final Timer epochs;
  private final AtomicInteger epoch = new AtomicInteger();
  private final Map<String, AtomicReference<Double>> values = new ConcurrentHashMap<>();
  private long seen;

  /** Meters without tags of their own. */
  public TrainingMeters(MeterRegistry registry) {
    this(registry, Tags.empty());
  }

  /**
   * Registers the meters.
   *
   * @param tags tell this run from others in the registry
   */
  public TrainingMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
    steps = registry.counter(PREFIX + "steps", tags);
    examples = registry.counter(PREFIX + "examples", tags);
    epochs = registry.timer(PREFIX + "epochs", tags);
    Gauge.builder(PREFIX + "epoch", epoch, AtomicInteger::get)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void epochStarted(int number, int of, long count) {
    epoch.set(number);
    seen = 0;
  }

  @Override
  public void stepDone(long now, EpochReport.Measured soFar) {
    steps.increment();
    examples.increment(now - seen);
    seen = now;
    measured("running", soFar);
  }

  @Override
  public void epochDone(EpochReport report) {
    epochs.record(Math.round(report.seconds() * 1e9), TimeUnit.NANOSECONDS);
    measured("train", report.train());
    report.test().ifPresent(test -> measured("test", test));
  }

  private void measured(String part, EpochReport.Measured measured) {
    measured.losses().forEach((name, value) -> set(part, name, value));
    measured.metrics().forEach((name, value) -> set(part, name, value));
  }

  private void set(String part, String name, double value) {
    values
        .computeIfAbsent(
            part + " " + name,
            key -> {
              AtomicReference<Double> first = new AtomicReference<>(value);
              // The last value stays when nobody holds this listener any more.
              Gauge.builder(PREFIX + "value", first, AtomicReference::get)
                  .tags(tags.and("part", part, "name", name))
                  .strongReference(true)
                  .register(registry);
              return first;
            })
        .set(value);
  }
}
