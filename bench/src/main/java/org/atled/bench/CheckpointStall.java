package org.atled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Backends;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.NamedTensors;
import org.atled.data.TensorDataset;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Sgd;
import org.atled.train.Checkpoints;
import org.atled.train.EpochReport;
import org.atled.train.Trainer;
import org.atled.train.TrainingListener;

/**
 * For how long a checkpoint of a linear layer holds up its training, in which one is written every
 * fifty steps: the time of the step before which it was copied, less the median of the others.
 *
 * @param width of the layer's inputs and outputs
 */
record CheckpointStall(int width) implements Workload {
  private static final Seed SEED = Seed.of(1);

  /** Many enough for the one before to be on the disk. */
  private static final int BETWEEN = 50;

  /** Checkpoints before those that count: code is compiled, and the plan made. */
  private static final int WARM_UP = 2;

  /** Of 100 MB. */
  static final CheckpointStall USUAL = new CheckpointStall(5000);

  /** Takes the time at the end of each step. */
  private static final class Clock implements TrainingListener {
    private final long[] ends;
    private int step;

    Clock(int steps) {
      ends = new long[steps];
    }

    @Override
    public void stepDone(long examples, EpochReport.Measured soFar) {
      ends[step++] = System.nanoTime();
    }

    /** Seconds of the step with this number, from 1. */
    double seconds(int number) {
      return 1e-9 * (ends[number - 1] - ends[number - 2]);
    }
  }

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public String shape() {
    return "%d MB".formatted(Math.round(4e-6 * width * width));
  }

  @Override
  public Row measure(Effort effort) {
    int count = WARM_UP + effort.repetitions();
    int steps = (count + 1) * BETWEEN;
    Clock clock = new Clock(steps);
    Path folder = folder();
    try {
      Trainer.of(
              new Linear(Linear.Config.of(width, width).withoutBias()),
              new MSELoss(),
              Sgd.withLearningRate(1e-6))
          .epochs(1)
          .batchSize(1)
          .listener(clock)
          .checkpoints(Checkpoints.in(folder).everySteps(BETWEEN).keeping(1))
          .fit(examples(steps));
    } finally {
      delete(folder);
    }
    double[] others = new double[(effort.repetitions() + 1) * BETWEEN];
    int found = 0;
    for (int step = WARM_UP * BETWEEN; step < steps; step++) {
      if (step % BETWEEN != 0) {
        others[found++] = clock.seconds(step + 1);
      }
    }
    double usual = Times.median(Arrays.copyOf(others, found));
    double[] stalls = new double[effort.repetitions()];
    for (int i = 0; i < stalls.length; i++) {
      stalls[i] = Math.max(0, clock.seconds((WARM_UP + 1 + i) * BETWEEN + 1) - usual);
    }
    int threads = Backends.current().threads();
    return Row.of(this, threads, Times.ofSeconds(stalls), Optional.empty());
  }

  @Override
  public Optional<Demand> demand() {
    return Optional.empty();
  }

  /** One for each step. */
  private Dataset examples(int steps) {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(steps, width));
    Tensor x = Sample.uniform(SEED, type);
    return TensorDataset.of("numbers", NamedTensors.of(Batch.X, x).with(Batch.Y, x));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("atled-bench");
    } catch (IOException e) {
      throw new AtledException(
          "A folder for checkpoints could not be made in "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e.getMessage()
              + "); make room there, or choose another with -Djava.io.tmpdir.",
          e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new AtledException(
          folder + " of a benchmark could not be deleted (" + e.getMessage() + ").", e);
    }
  }
}
