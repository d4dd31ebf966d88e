package org.atled.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.atled.core.error.ArgumentException;
import org.atled.nn.file.ModelFolder;

/**
 * Where and when a run writes all that {@link Trainer#resume} needs, so that it survives its
 * process:
 *
 * <pre>{@code
 * Run run = trainer.checkpoints(Checkpoints.in(out).everySteps(1000).keeping(3)).fit(train, test);
 * SavedModel.save(out, run);
 * }</pre>
 *
 * <p>One is written at the end of each epoch that was the best so far, and where the run ends or is
 * stopped; and, if that is asked for, every so many steps or minutes. It is a safetensors file with
 * a checksum: parameters and buffers, the optimizers' numbers, the place in the data, the history,
 * what losses and metrics of the epoch have summed up, and what listeners keep ({@link Resumable}).
 * Training goes on while a copy of the numbers is written aside, forced to the disk and renamed. If
 * that fails, training ends with the error at its next step, and the checkpoints before stay.
 *
 * <p>The last ones are kept, and that of the best epoch. Those of an earlier run in the folder go
 * when the first of this one is written.
 *
 * @param folder where they are, {@code checkpoints} in the folder of the model; it is made if it is
 *     missing, and locked while a run writes there
 * @param steps how many there are between two
 * @param time how long it is between two
 * @param keep how many of the last ones are kept, at least 1
 */
public record Checkpoints(Path folder, OptionalLong steps, Optional<Duration> time, int keep) {
  private static final int USUALLY_KEPT = 2;

  public Checkpoints {
    folder = folder.toAbsolutePath().normalize();
    if (steps.isPresent() && steps.getAsLong() < 1) {
      throw new ArgumentException(
          "Checkpoints: the steps between two are %d but must be at least 1."
              .formatted(steps.getAsLong()));
    }
    if (time.isPresent() && !time.get().isPositive()) {
      throw new ArgumentException(
          "Checkpoints: the time between two is %s but must be above 0.".formatted(time.get()));
    }
    if (keep < 1) {
      throw new ArgumentException(
          "Checkpoints: %d are to be kept but it must be at least 1.".formatted(keep));
    }
  }

  /**
   * In a folder where the model will be saved: at each best epoch and in the end, of which two are
   * kept.
   */
  public static Checkpoints in(Path model) {
    return new Checkpoints(
        model.resolve(ModelFolder.CHECKPOINTS),
        OptionalLong.empty(),
        Optional.empty(),
        USUALLY_KEPT);
  }

  /** Also every so many steps. */
  public Checkpoints everySteps(long count) {
    return new Checkpoints(folder, OptionalLong.of(count), time, keep);
  }

  /** Also whenever so much time is over since the last. */
  public Checkpoints every(Duration between) {
    return new Checkpoints(folder, steps, Optional.of(between), keep);
  }

  /** Of which so many of the last are kept, beside that of the best epoch. */
  public Checkpoints keeping(int last) {
    return new Checkpoints(folder, steps, time, last);
  }
}
