package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.data.Dataset;
import org.atled.data.Split;
import org.atled.generative.MakingWarnings;
import org.atled.train.Trainer;
import org.atled.train.watch.JsonLines;
import org.atled.train.watch.TensorBoard;
import org.atled.train.watch.TrainingWarnings;
import picocli.CommandLine.Option;

/** What is written down of a run while it goes on. */
final class WatchOptions {
  /** What the options are called. */
  static final String LOG = "log";

  static final String TENSORBOARD = "tensorboard";

  @Option(
      names = "--log",
      paramLabel = "FILE.jsonl",
      description = "Write every step, epoch and warning to a file, a JSON object a line.")
  Optional<Path> log = Optional.empty();

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description =
          "Write losses, metrics, histograms of the weights, some images and the graph for"
              + " TensorBoard.")
  Optional<Path> tensorboard = Optional.empty();

  /** A trainer that is watched until this is closed. */
  record Watch(Trainer trainer, List<AutoCloseable> files) implements AutoCloseable {
    @Override
    public void close() {
      for (AutoCloseable file : files) {
        switch (file) {
          case JsonLines lines -> lines.close();
          case TensorBoard events -> events.close();
          default -> throw new IllegalStateException("Nobody closes " + file + ".");
        }
      }
    }
  }

  /** Begins to write, and looks at nothing. */
  private Watch written(Trainer trainer, Dataset train, Optional<JsonLines> lines) {
    List<AutoCloseable> files = new ArrayList<>();
    Trainer watched = trainer;
    if (lines.isPresent()) {
      watched = watched.listener(lines.get());
      files.add(lines.get());
    }
    if (tensorboard.isPresent()) {
      TensorBoard events = new TensorBoard(tensorboard.get(), trainer, train);
      watched = watched.listener(events);
      files.add(events);
    }
    return new Watch(watched, files);
  }

  /** Begins to watch a model that makes examples. */
  Watch watch(Trainer trainer, Split split, Progress progress) {
    Optional<JsonLines> lines = log.map(file -> new JsonLines(file, trainer));
    MakingWarnings warnings =
        new MakingWarnings(trainer.module(), split.train(), text -> tell(text, progress, lines));
    Watch written = written(trainer, split.train(), lines);
    return new Watch(written.trainer().listener(warnings), written.files());
  }

  private static void tell(String text, Progress progress, Optional<JsonLines> lines) {
    progress.say("warning: " + text);
    lines.ifPresent(events -> events.warning(text));
  }

  /** Begins to watch. */
  Watch watch(Trainer trainer, Lesson lesson, Split split, Progress progress) {
    Optional<JsonLines> lines = log.map(file -> new JsonLines(file, trainer));
    TrainingWarnings warnings =
        new TrainingWarnings(
            trainer,
            split.train(),
            split.test().size() > 0 ? Optional.of(split.test()) : Optional.empty(),
            text -> tell(text, progress, lines));
    Watch written = written(trainer, split.train(), lines);
    boolean isDecoded = lesson instanceof ImageLesson;
    return new Watch(
        written.trainer().listener(isDecoded ? warnings.withoutData() : warnings), written.files());
  }
}
