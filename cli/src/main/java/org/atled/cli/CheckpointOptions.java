package org.atled.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.atled.train.Checkpoints;
import picocli.CommandLine.Option;

/** When a run writes what resuming it takes. */
final class CheckpointOptions {
  private static final double MINUTE = 60e9;

  @Option(
      names = "--checkpoint-steps",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Every N steps write a checkpoint to DIR/checkpoints, beside the training; also at each"
              + " best epoch, and where the run is stopped or ends.")
  Optional<Integer> steps = Optional.empty();

  @Option(
      names = "--checkpoint-minutes",
      paramLabel = "M",
      converter = Numbers.Rate.class,
      description = "The same every M minutes.")
  Optional<Double> minutes = Optional.empty();

  @Option(
      names = "--keep-checkpoints",
      paramLabel = "K",
      converter = Numbers.Count.class,
      description = "Keep the last K checkpoints, and that of the best epoch (default: 2).")
  Optional<Integer> keep = Optional.empty();

  /** Whether the user said anything. */
  boolean isGiven() {
    return steps.isPresent() || minutes.isPresent() || keep.isPresent();
  }

  /** What was said, for a model's folder. */
  Checkpoints in(Path folder) {
    Checkpoints wanted = Checkpoints.in(folder);
    wanted = steps.isPresent() ? wanted.everySteps(steps.get()) : wanted;
    wanted =
        minutes.isPresent()
            ? wanted.every(Duration.ofNanos(Math.max(1, (long) (minutes.get() * MINUTE))))
            : wanted;
    return keep.isPresent() ? wanted.keeping(keep.get()) : wanted;
  }
}
