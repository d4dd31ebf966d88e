package org.atled.train.watch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.train.EpochReport;
import org.atled.train.Trainer;
import org.atled.train.TrainingListener;

/**
 * Writes what TensorBoard shows: the network's graph and, of images, some examples at the
 * beginning; for each step the loss of its batch and the learning rate; for each epoch loss and
 * metrics in training and validation, and a histogram of each parameter. Several runs are shown
 * side by side if each has a folder of its own in one.
 *
 * <p>Fields are numbered as in TensorFlow's {@code summary.proto} and {@code histogram.proto}.
 */
public final class TensorBoard implements TrainingListener, AutoCloseable {
  private static final int IMAGES = 8;
  private static final int BINS = 30;

  private final Path folder;
  private final Trainer trainer;
  private final Dataset examples;
  private final StepCounter counter;
  private Optional<EventFile> file = Optional.empty();

  /**
   * Writes nothing before an epoch begins.
   *
   * @param folder is made; each run adds a file
   * @param trainer the one that this listens to
   * @param examples of which some are shown, and which show how the network is called
   */
  public TensorBoard(Path folder, Trainer trainer, Dataset examples) {
    this.folder = folder;
    this.trainer = trainer;
    this.examples = examples;
    this.counter = new StepCounter(trainer);
  }

  @Override
  public void runStarted() {
    counter.runStarted();
  }

  @Override
  public void resumed(List<EpochReport> history, long seen) {
    counter.resumed(history, seen);
  }

  @Override
  public void epochStarted(int epoch, int epochs, long count) {
    counter.epochStarted(epoch, count);
    if (file.isEmpty()) {
      EventFile begun = new EventFile(folder);
      file = Optional.of(begun);
      begun.graph(GraphMessage.of(trainer, examples));
      images().ifPresent(summary -> begun.summary(counter.steps(epoch - 1), summary));
    }
  }

  @Override
  public void stepDone(long seen, EpochReport.Measured soFar) {
    StepCounter.Taken step = counter.step(seen, soFar);
    Message summary = new Message();
    step.losses().forEach((name, loss) -> scalar(summary, name + "/batch", loss));
    counter.learningRate(step.number()).ifPresent(rate -> scalar(summary, "learning_rate", rate));
    file.ifPresent(events -> events.summary(step.number(), summary));
  }

  @Override
  public void epochDone(EpochReport report) {
    counter.epochDone(report);
    Message summary = new Message();
    measured(summary, "train", report.train());
    report.test().ifPresent(test -> measured(summary, "test", test));
    scalar(summary, "examples_per_second", report.examplesPerSecond());
    trainer
        .module()
        .state()
        .entries()
        .forEach((path, cell) -> {
          if (cell instanceof Parameter parameter) {
            histogram(parameter.value().toDoubles())
                .ifPresent(
                    found -> value(summary, "parameters/" + path.replace('.', '/'), 5, found));
          }
        });
    file.ifPresent(events -> {
      events.summary(counter.steps(report.epoch()), summary);
      events.flush();
    });
  }

  private static void measured(Message summary, String part, EpochReport.Measured measured) {
    measured.losses().forEach((name, loss) -> scalar(summary, name + "/" + part, loss));
    measured.metrics().forEach((name, number) -> scalar(summary, name + "/" + part, number));
  }

  private static void scalar(Message summary, String tag, double number) {
    summary.part(1, new Message().text(1, tag).shortReal(2, (float) number));
  }

  private static void value(Message summary, String tag, int field, Message value) {
    summary.part(1, new Message().text(1, tag).part(field, value));
  }

  /** Equal bins from the least number to the greatest; nothing of numbers that are not finite. */
  private static Optional<Message> histogram(double[] all) {
    double[] numbers = Arrays.stream(all).filter(Double::isFinite).toArray();
    if (numbers.length == 0) {
      return Optional.empty();
    }
    double low = Arrays.stream(numbers).min().orElseThrow();
    double high = Arrays.stream(numbers).max().orElseThrow();
    int bins = high > low ? BINS : 1;
    double[] limits =
        IntStream.rangeClosed(1, bins)
            .mapToDouble(i -> i == bins ? high : low + (high - low) * i / bins)
            .toArray();
    double[] counts = new double[bins];
    for (double number : numbers) {
      int bin = bins == 1 ? 0 : (int) ((number - low) / (high - low) * bins);
      counts[Math.min(bin, bins - 1)]++;
    }
    return Optional.of(
        new Message()
            .real(1, low)
            .real(2, high)
            .real(3, numbers.length)
            .real(4, Arrays.stream(numbers).sum())
            .real(5, Arrays.stream(numbers).map(x -> x * x).sum())
            .reals(6, limits)
            .reals(7, counts));
  }

  private Optional<Message> images() {
    if (!examples.info().tensors().containsKey(Batch.X)) {
      return Optional.empty();
    }
    Shape each = examples.info().x().shape();
    if (each.rank() != 3 || each.size(0) != 1 && each.size(0) != 3) {
      return Optional.empty();
    }
    int channels = (int) each.size(0);
    int height = (int) each.size(1);
    int width = (int) each.size(2);
    Tensor some = examples.spread(IMAGES).x();
    float[] pixels = some.toFloats();
    int area = channels * height * width;
    Message summary = new Message();
    for (int i = 0; i < some.shape().size(0); i++) {
      float[] one = Arrays.copyOfRange(pixels, i * area, (i + 1) * area);
      Message image =
          new Message()
              .whole(1, height)
              .whole(2, width)
              .whole(3, channels)
              .raw(4, Png.of(one, channels, height, width));
      value(summary, "examples/image/" + i, 4, image);
    }
    return Optional.of(summary);
  }

  @Override
  public void close() {
    file.ifPresent(EventFile::close);
  }
}
