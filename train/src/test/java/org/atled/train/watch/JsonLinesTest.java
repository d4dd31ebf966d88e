package org.atled.train.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.ReduceOnPlateau;
import org.atled.nn.optim.Schedule;
import org.atled.train.Accuracy;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.atled.train.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
  @TempDir Path folder;

  private final Split moons = Toy.moons().generate(Seed.of(3), 40, 20);

  private static Trainer trainer() {
    return Trainer.of(
            Sequential.of(new Linear(2, 8), new Tanh(), new Linear(8, 2)),
            new CrossEntropyLoss(),
            Adam.withLearningRate(0.01))
        .batchSize(16)
        .schedule(Schedule.linear())
        .epochs(2)
        .metrics(Accuracy.top1());
  }

  @Test
  void everyStepAndEpochHasItsLine() throws IOException {
    Path file = folder.resolve("run.jsonl");
    Trainer trainer = trainer();
    Run run;
    try (JsonLines lines = new JsonLines(file, trainer)) {
      run = trainer.listener(lines).fit(moons.train(), moons.test());
      lines.warning("it is late");
    }

    List<JsonPlace> events =
        Files.readAllLines(file).stream()
            .map(line -> new JsonPlace(Json.parse(line, "log"), "log", ""))
            .toList();
    assertThat(events.stream().map(event -> event.string("event")))
        .containsExactly(
            "begin", "step", "step", "step", "epoch", "step", "step", "step", "epoch", "warning",
            "end");
    assertThat(events.getFirst().intValue("examples")).isEqualTo(40);
    assertThat(events.getFirst().intValue("parameters")).isEqualTo(42);
    JsonPlace last = events.get(7);
    assertThat(last.intValue("step")).isEqualTo(6);
    assertThat(last.intValue("epoch")).isEqualTo(2);
    assertThat(last.intValue("examples")).isEqualTo(40);
    assertThat(last.doubleValue("lr")).isCloseTo(0.01 / 6, within(1e-12));
    // The losses of the batches of 16, 16 and 8, weighed, are that of the epoch.
    double mean =
        (16 * events.get(5).doubleValue("loss")
                + 16 * events.get(6).doubleValue("loss")
                + 8 * last.doubleValue("loss"))
            / 40;
    JsonPlace epoch = events.get(8);
    assertThat(epoch.object("train").doubleValue("loss")).isEqualTo(run.last().train().loss());
    assertThat(mean).isCloseTo(run.last().train().loss(), within(1e-12));
    assertThat(epoch.object("test").doubleValue("accuracy"))
        .isEqualTo(run.last().test().orElseThrow().metrics().get("accuracy"));
    assertThat(epoch.intValue("step")).isEqualTo(6);
    assertThat(events.get(9).string("text")).isEqualTo("it is late");
  }

  @Test
  void aRunThatIsResumedGoesOnInTheSameFile() throws IOException {
    Path file = folder.resolve("run.jsonl");
    Path out = folder.resolve("out");
    ReduceOnPlateau falls = ReduceOnPlateau.usual().patience(1);
    Trainer trainer = trainer().epochs(6).schedule(falls);
    StepsTaken stop = new StepsTaken();
    try (JsonLines lines = new JsonLines(file, trainer)) {
      Trainer stopped = trainer.listener(lines).listener(stop).stopWhen(() -> stop.steps == 2);
      SavedModel.save(out, stopped.fit(moons.train(), moons.test()));
    }
    Files.writeString(file, "{\"event\":\"st", StandardOpenOption.APPEND);
    Trainer again = trainer().epochs(6).schedule(falls);
    try (JsonLines lines = new JsonLines(file, again)) {
      again.listener(lines).resume(out, moons.train(), moons.test());
    }

    List<JsonPlace> events =
        Files.readAllLines(file).stream()
            .map(line -> new JsonPlace(Json.parse(line, "log"), "log", ""))
            .toList();
    assertThat(events.stream().map(event -> event.string("event")).limit(8))
        .containsExactly("begin", "step", "step", "end", "begin", "step", "epoch", "step");
    assertThat(events.get(5).intValue("step")).isEqualTo(3);
    assertThat(events.get(5).has("loss")).isFalse();
    assertThat(events.get(7).doubleValue("loss")).isBetween(0.1, 1.0);
  }

  /** Counts. */
  private static final class StepsTaken implements TrainingListener {
    private int steps;

    @Override
    public void stepDone(long examples, EpochReport.Measured soFar) {
      steps++;
    }
  }

  @Test
  void foldersThatAreMissingAreMade() throws IOException {
    Path file = folder.resolve("some/where/run.jsonl");
    Trainer trainer = trainer();
    try (JsonLines lines = new JsonLines(file, trainer)) {
      assertThat(folder.resolve("some")).doesNotExist();
      trainer.listener(lines).fit(moons.train());
    }

    assertThat(Files.readAllLines(file).getFirst()).startsWith("{\"event\":\"begin\"");
  }

  @Test
  void aFileInThePlaceOfAFolderIsNamed() throws IOException {
    Path there = Files.writeString(folder.resolve("notes"), "mine");
    Path file = there.resolve("run.jsonl");
    Trainer trainer = trainer();
    JsonLines lines = new JsonLines(file, trainer);

    assertThatThrownBy(() -> trainer.listener(lines).fit(moons.train()))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot write the log %s: %s is a file and no folder; choose another file."
                .formatted(file, there));
    assertThat(there).hasContent("mine");
  }
}
