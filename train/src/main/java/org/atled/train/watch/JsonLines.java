package org.atled.train.watch;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.AtledException;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.train.EpochReport;
import org.atled.train.Trainer;
import org.atled.train.TrainingListener;

/**
 * Writes a JSON object a line for everything that happens in a run, as soon as it has: {@code
 * begin}, each {@code step} with its own loss, each {@code epoch} with means and metrics, each
 * {@code warning}, and {@code end}. A run that is resumed goes on in the same file; steps that its
 * last process took after the checkpoint come twice then, and the later line counts.
 *
 * <pre>{@code
 * {"event":"step","step":2,"epoch":1,"examples":64,"lr":0.001,"loss":0.69}
 * }</pre>
 */
public final class JsonLines implements TrainingListener, AutoCloseable {
  private final Path file;
  private final Trainer trainer;
  private final StepCounter counter;
  private Optional<Writer> writer = Optional.empty();
  private boolean isResumed;

  /**
   * Writes nothing before an epoch begins; then folders above the file that are missing are made.
   *
   * @param trainer the one that this listens to
   */
  public JsonLines(Path file, Trainer trainer) {
    this.file = file;
    this.trainer = trainer;
    this.counter = new StepCounter(trainer);
  }

  @Override
  public void runStarted() {
    isResumed = false;
    counter.runStarted();
  }

  @Override
  public void resumed(List<EpochReport> history, long seen) {
    isResumed = true;
    counter.resumed(history, seen);
  }

  @Override
  public void epochStarted(int epoch, int epochs, long examples) {
    counter.epochStarted(epoch, examples);
    if (writer.isEmpty()) {
      open(!isResumed);
      line(
          event("begin")
              .put("time", now())
              .put("model", trainer.module().toString())
              .put("parameters", trainer.module().state().parameterCount())
              .put("epoch", epoch)
              .put("epochs", epochs)
              .put("batch_size", trainer.batchSize())
              .put("seed", trainer.seed().value())
              .put("examples", examples));
    }
  }

  @Override
  public void stepDone(long examples, EpochReport.Measured soFar) {
    StepCounter.Taken step = counter.step(examples, soFar);
    JsonObject.Builder json =
        event("step")
            .put("step", step.number())
            .put("epoch", step.epoch())
            .put("examples", examples);
    counter.learningRate(step.number()).ifPresent(rate -> json.put("lr", rate));
    put(json, step.losses());
    line(json);
  }

  @Override
  public void epochDone(EpochReport report) {
    counter.epochDone(report);
    JsonObject.Builder json =
        event("epoch")
            .put("epoch", report.epoch())
            .put("step", counter.steps(report.epoch()))
            .put("seconds", report.seconds())
            .put("examples", report.examples())
            .put("train", measured(report.train()));
    report.test().ifPresent(test -> json.put("test", measured(test)));
    line(json);
  }

  /** Adds what somebody warns of. */
  public void warning(String text) {
    line(event("warning").put("text", text));
  }

  private static JsonObject measured(EpochReport.Measured measured) {
    JsonObject.Builder json = JsonObject.builder();
    put(json, measured.losses());
    put(json, measured.metrics());
    return json.build();
  }

  private static void put(JsonObject.Builder json, Map<String, Double> values) {
    values.forEach((name, value) -> json.put(name, JsonNumber.orNull(value)));
  }

  private static JsonObject.Builder event(String name) {
    return JsonObject.builder().put("event", name);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void open(boolean anew) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (!anew) {
        cutTorn();
      }
      writer =
          Optional.of(
              Files.newBufferedWriter(
                  file,
                  StandardOpenOption.CREATE,
                  anew ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
                  StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** A process that was killed may have left a line without its end. */
  private void cutTorn() throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      while (end > 0 && channel.read(last.clear(), end - 1) == 1 && last.get(0) != '\n') {
        end--;
      }
      channel.truncate(end);
    }
  }

  private void line(JsonObject.Builder json) {
    if (writer.isPresent()) {
      try {
        writer.get().write(json.build().compact() + "\n");
        writer.get().flush();
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private AtledException failed(IOException e) {
    String why =
        switch (e) {
          case FileAlreadyExistsException there -> there.getFile() + " is a file and no folder";
          case AccessDeniedException denied -> denied.getFile() + " may not be written";
          default -> e.toString();
        };
    return new AtledException(
        "Cannot write the log " + file + ": " + why + "; choose another file.", e);
  }

  /** Writes the end, if anything was written. */
  @Override
  public void close() {
    line(event("end").put("time", now()));
    try {
      if (writer.isPresent()) {
        writer.get().close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
