package org.atled.train.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.Digits;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Sgd;
import org.atled.train.Accuracy;
import org.atled.train.Run;
import org.atled.train.Trainer;
import org.atled.train.watch.ReadEvents.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {
  @TempDir Path folder;

  private final Dataset digits = Digits.generate(Seed.of(1), 40, 20).train();
  private final Sequential model =
      Sequential.of(new Flatten(), new Linear(784, 8), new ReLU(), new Linear(8, 10));
  private final Trainer trainer =
      Trainer.of(model, new CrossEntropyLoss(), Sgd.withLearningRate(0.1))
          .batchSize(20)
          .epochs(2)
          .metrics(Accuracy.top1());

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().getFirst();
    }
  }

  @Test
  void whatIsWrittenIsReadByWhatSharesNothingWithTheWriter() throws IOException {
    Run run;
    try (TensorBoard events = new TensorBoard(folder, trainer, digits)) {
      run = trainer.listener(events).fit(digits, digits);
    }

    assertThat(file().getFileName().toString()).startsWith("events.out.tfevents.");
    List<List<Field>> events = ReadEvents.of(file());
    assertThat(events.getFirst().getLast()).extracting(Field::number).isEqualTo(3);
    assertThat(events.getFirst().getLast().text()).isEqualTo("brain.Event:2");
    Map<String, Map<Long, Field>> values = ReadEvents.values(events);
    assertThat(values.keySet())
        .contains("loss/batch", "loss/train", "loss/test", "accuracy/train", "accuracy/test")
        .contains("learning_rate", "examples/image/0", "examples/image/7")
        .contains("parameters/1/weight", "parameters/1/bias", "parameters/3/weight");
    assertThat(Objects.requireNonNull(values.get("loss/batch")).keySet())
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(at(values, "learning_rate", 4).value()).isEqualTo(0.1f);
    assertThat(at(values, "loss/train", 4).value()).isEqualTo((float) run.last().train().loss());
    assertThat(at(values, "accuracy/test", 4).value())
        .isEqualTo(
            (float)
                run.last()
                    .test()
                    .orElseThrow()
                    .metrics()
                    .getOrDefault("accuracy", 0.0)
                    .doubleValue());
    histogram(at(values, "parameters/3/weight", 4).fields());
    graph(events);
  }

  private static Field at(Map<String, Map<Long, Field>> values, String tag, long step) {
    return Optional.ofNullable(values.get(tag))
        .flatMap(steps -> Optional.ofNullable(steps.get(step)))
        .orElseThrow();
  }

  private void histogram(List<Field> histogram) {
    double[] weights =
        model.state().snapshot().getOrDefault("3.weight", Tensor.of(0.0)).toDoubles();
    double[] limits = ReadEvents.doubles(histogram.get(5).bytes());
    double[] counts = ReadEvents.doubles(histogram.get(6).bytes());

    assertThat(histogram.stream().map(Field::number)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(histogram.get(0).value()).isEqualTo(Arrays.stream(weights).min().orElseThrow());
    assertThat(histogram.get(1).value()).isEqualTo(Arrays.stream(weights).max().orElseThrow());
    assertThat(histogram.get(2).value()).isEqualTo(80.0);
    assertThat((double) histogram.get(3).value())
        .isCloseTo(Arrays.stream(weights).sum(), within(1e-9));
    assertThat(limits).hasSize(30).isSorted();
    double below = 0;
    for (int i = 0; i < limits.length; i++) {
      double limit = limits[i];
      below += counts[i];
      double expected = Arrays.stream(weights).filter(w -> w <= limit).count();
      assertThat(below).isCloseTo(expected, within(1.0)); // one that lies on the limit
    }
    assertThat(below).isEqualTo(80);
  }

  private void graph(List<List<Field>> events) {
    Field graph =
        events.stream()
            .flatMap(List::stream)
            .filter(field -> field.number() == 4)
            .findFirst()
            .orElseThrow();
    List<String> nodes =
        graph.fields().stream()
            .filter(field -> field.number() == 1)
            .map(node ->
                node.fields().stream()
                    .filter(field -> field.number() <= 3)
                    .map(Field::text)
                    .toList()
                    .toString())
            .toList();
    assertThat(nodes)
        .containsExactly(
            "[input, Placeholder]",
            "[0/Flatten, Flatten, input]",
            "[1/weight, Variable]",
            "[1/bias, Variable]",
            "[1/Linear, Linear, 0/Flatten, 1/weight, 1/bias]",
            "[2/ReLU, ReLU, 1/Linear]",
            "[3/weight, Variable]",
            "[3/bias, Variable]",
            "[3/Linear, Linear, 2/ReLU, 3/weight, 3/bias]");
  }

  @Test
  void imagesArePng() throws IOException, DataFormatException {
    try (TensorBoard events = new TensorBoard(folder, trainer, digits)) {
      trainer.epochs(1).listener(events).fit(digits);
    }
    List<Field> image =
        at(ReadEvents.values(ReadEvents.of(file())), "examples/image/0", 0).fields();

    assertThat(image.get(0).value()).isEqualTo(28L);
    assertThat(image.get(1).value()).isEqualTo(28L);
    assertThat(image.get(2).value()).isEqualTo(1L);
    ByteBuffer png = ByteBuffer.wrap(image.get(3).bytes());
    assertThat(png.getLong()).isEqualTo(0x89504E470D0A1A0AL);
    assertThat(png.getInt(16)).isEqualTo(28);
    int size = png.getInt(33);
    Inflater inflater = new Inflater();
    inflater.setInput(image.get(3).bytes(), 41, size);
    byte[] rows = new byte[28 * 29 + 1];
    assertThat(inflater.inflate(rows)).isEqualTo(28 * 29);
    float[] pixels = digits.batch(0).x().toFloats();
    float high = 0;
    for (float pixel : pixels) {
      high = Math.max(high, pixel);
    }
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        assertThat(rows[y * 29 + 1 + x] & 0xFF)
            .isEqualTo(Math.round(pixels[y * 28 + x] / high * 255));
      }
    }
    inflater.end();
  }
}
